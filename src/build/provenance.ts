import { Environment as Place, Resource, Token } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { knownToDiffer } from '../private/places';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

/**
 * Options of `Provenance.signed()`.
 */
export interface SignedProvenanceOptions {
  /**
   * The key that signs, of the key spec `ECC_NIST_P256` and the key usage `SIGN_VERIFY`. Its policy must let the role
   * `<app>-provenance-<region>` call `kms:Sign` and `kms:GetPublicKey`, and no other role `kms:Sign`; and it must let the roles that release in other
   * accounts call `kms:GetPublicKey`. None of this is added to the policy.
   *
   * @default - a key of the app's own in the codebase stack, with the alias `alias/<app>-provenance`: its policy denies `kms:Sign` to every role but
   * that one, and it is kept when the stack is deleted. It costs $1 a month.
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/asymmetric-key-specs.html
   */
  readonly key?: kms.IKey;
}

/**
 * Whether the pipeline signs where each image comes from, and environments release no other image (factor V).
 */
export class Provenance {
  /**
   * After each build, the pipeline signs SLSA provenance of the image: this digest was built from this commit of this repository by this pipeline. The
   * project that signs runs no code of the codebase. The signature is stored beside the image, and the release script refuses an image without it in
   * every environment of the app, also when it rolls back.
   *
   * @see https://slsa.dev/spec/v1.0/provenance
   */
  public static signed(options: SignedProvenanceOptions = {}): Provenance {
    return new Provenance(new Given<SignedProvenanceOptions>('Provenance.signed', { options }));
  }

  private constructor(private readonly given: Given<SignedProvenanceOptions>) {}

  /**
   * The key that was handed in.
   * @internal
   */
  public get _key(): kms.IKey | undefined {
    return this.given.sound.key;
  }

  /**
   * Notes what is wrong with this provenance.
   * @internal
   */
  public _check(problems: Problems): void {
    this.given.check(problems, 'provenance');
    checkSigningKey(problems, 'provenance.key', this._key);
  }

  /**
   * Notes a mistake when the key is one of this CDK app and an environment is in another account or region, from where a template cannot refer to it.
   * @internal
   */
  public _checkPlace(problems: Problems, environmentName: string, place: Place): void {
    const key = this._key;
    if (!key || !Resource.isOwnedResource(key)) {
      return;
    }
    for (const one of knownToDiffer(key.env, place)) {
      problems.add(`provenance.key is ${key.node.path} in the ${one} ${key.env[one]}, and environment ${environmentName} is in ${place[one]}, where no template can refer ` +
        'to it; give the key by its ARN or alias, with Key.fromKeyArn() or Alias.fromAliasName()');
    }
  }
}

/** Notes a mistake when a key is known to be one that cannot sign, or that signs otherwise than the scripts verify. */
export function checkSigningKey(problems: Problems, what: string, key: kms.IKey | undefined): void {
  const resource = key?.node.defaultChild;
  if (!(resource instanceof kms.CfnKey)) {
    return; // what an imported key is, nothing tells at synthesis
  }
  for (const [property, wanted] of [['keySpec', 'ECC_NIST_P256'], ['keyUsage', 'SIGN_VERIFY']] as const) {
    const found = resource[property];
    problems.must(Token.isUnresolved(found) || found === wanted, `${what}: ${property}`, wanted, found ?? 'the default, which encrypts');
  }
}
