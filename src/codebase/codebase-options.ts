import { IBucket } from 'aws-cdk-lib/aws-s3';

/**
 * Options of `Codebase.codeCommit()`.
 */
export interface CodeCommitCodebaseOptions {
  /**
   * The folder whose content becomes the first commit. It must hold a Dockerfile. What its `.gitignore` files name is left out, those of the folders
   * above it not read; and so are `node_modules`, `cdk.out` and files that are known to hold secrets, such as `.env.local`, an `.npmrc` with a token and
   * private keys: a warning names them. Later changes of the folder change nothing: from then on the repository is the codebase.
   *
   * @default - the Koa service that comes with this library
   */
  readonly seed?: string;

  /**
   * The branch that is released.
   *
   * @default - main
   */
  readonly branch?: string;

  /**
   * The name of the new repository.
   *
   * @default - the name of the app
   */
  readonly repositoryName?: string;
}

/**
 * Options of `Codebase.github()`, `Codebase.gitlab()` and `Codebase.bitbucket()`.
 */
export interface ConnectedCodebaseOptions {
  /**
   * The ARN of the connection. Create it once in the console of Developer Tools, where somebody has to approve it.
   *
   * @see https://docs.aws.amazon.com/dtconsole/latest/userguide/connections.html
   */
  readonly connectionArn: string;

  /**
   * The branch that is released. With `tags`, what is released when somebody starts the pipeline by hand.
   *
   * @default - main
   */
  readonly branch?: string;

  /**
   * The files that a push to the branch has to touch to be released, as glob patterns from the root of the repository: a service of a
   * monorepo is `services/guestbook/**`. `*` stays within a folder, `**` goes through all of them. At most 8 patterns of up to 255 characters.
   *
   * @default - any file
   * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/syntax-glob.html
   */
  readonly paths?: string[];

  /**
   * The files that start no release, as glob patterns from the root of the repository such as `docs/**`; they take priority over `paths`. At
   * most 8 patterns of up to 255 characters.
   *
   * @default - every file counts
   * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html
   */
  readonly ignorePaths?: string[];

  /**
   * The tags that are released, as glob patterns of their names such as `v*`, instead of each push to the branch. The commit that the tag names
   * is released, whichever branch it is on: rules that protect the branch do not protect what is released then, so protect the tags, too (tag rulesets on
   * GitHub, protected tags on GitLab). It does not go together with `paths` and `ignorePaths`. At most 8 patterns of up to 255 characters.
   *
   * @default - each push to the branch is released
   * @see https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets
   * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html
   */
  readonly tags?: string[];
}

/**
 * Options of `Codebase.s3()`.
 */
export interface S3CodebaseOptions {
  /**
   * The bucket, in the account and region of the pipeline. It has to be versioned, and to send its events to EventBridge, which nobody but its
   * owner can switch on: with the CDK, `versioned: true` and `eventBridgeEnabled: true`. Import a bucket that is encrypted with a key of its own
   * by `Bucket.fromBucketAttributes()` with that key.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
   */
  readonly bucket: IBucket;

  /**
   * The key of the archive, such as `guestbook.zip`: a ZIP file with the codebase at its root. Each version of it that is uploaded is released.
   */
  readonly key: string;
}
