import * as kms from 'aws-cdk-lib/aws-kms';

/**
 * What the build provenance of an app's images must say, and whose signature counts.
 */
export interface BuildProvenance {
  /**
   * The key that signs: asymmetric, of the key spec `ECC_NIST_P256` and the key usage `SIGN_VERIFY`. An alias that is known by its name only
   * (`Alias.fromAliasName()`) will do; permissions then name the alias as a condition.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
   */
  readonly key: kms.IKey;

  /**
   * The repository of the code, as a URI such as `https://github.com/acme/guestbook`.
   */
  readonly source: string;

  /**
   * What builds, as a URI: the ARN of a pipeline, or the URL of a workflow.
   *
   * @see https://slsa.dev/spec/v1.0/provenance#builder.id
   */
  readonly builder: string;
}
