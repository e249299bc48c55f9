import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { onlyServicesPassOn } from '../private/keys';
import { ofRolesTagged } from '../private/roles';

/** Whose key it is, and which role signs with it. */
export interface ProvenanceKeyProps {
  readonly appName: string;
  /** By its name: the role is deployed long after the key. */
  readonly signerRoleName: string;
}

/**
 * The key that the provenance of an app's images is signed with. It has no name of its own and is kept when the stack is deleted, or what it signed could
 * not be verified any more; its alias has a name and goes with the stack, so that the next deployment finds the name free.
 */
export class ProvenanceKey extends Construct {
  public readonly key: kms.Key;

  /** The key by the name of its alias, so that other stacks refer to it without a reference. */
  public readonly byAlias: kms.IAlias;

  constructor(scope: Construct, id: string, { appName, signerRoleName }: ProvenanceKeyProps) {
    super(scope, id);
    const aliasName = `alias/${appName}-provenance`;
    this.key = new kms.Key(this, 'Key', {
      description: `Signs the build provenance of the images of ${appName}`,
      keySpec: kms.KeySpec.ECC_NIST_P256,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    new kms.Alias(this, 'Alias', { aliasName, targetKey: this.key, removalPolicy: RemovalPolicy.DESTROY });
    this.byAlias = kms.Alias.fromAliasName(this, 'ByAlias', aliasName);
    this.key.addToResourcePolicy(onlyServicesPassOn('NoGrants')); // no service needs this key, so nothing is granted at all
    // A denial holds whatever the policies of roles and users say, and also against grants. Who may change this policy may lift it.
    this.key.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'OnlyThePipelineSigns',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['kms:Sign'],
      resources: ['*'],
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': Stack.of(this).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: signerRoleName }) } },
    }));
  }

  /**
   * Lets roles of another account read the public key, as far as they carry these tags and their own policies let them.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
   */
  public shareWith(account: string, tags: { [key: string]: string }): void {
    this.key.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.AccountPrincipal(account)],
      actions: ['kms:GetPublicKey'],
      resources: ['*'],
      conditions: ofRolesTagged(tags),
    }));
  }
}
