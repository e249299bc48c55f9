/**
 * Options of `Codebase.codeCommit()`.
 */
export interface CodeCommitCodebaseOptions {
  /**
   * The folder whose content becomes the first commit. It must hold a Dockerfile. Later changes of the folder change nothing:
   * from then on the repository is the codebase.
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
   * The branch that is released.
   *
   * @default - main
   */
  readonly branch?: string;
}
