import * as codecommit from 'aws-cdk-lib/aws-codecommit';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import { Construct } from 'constructs';

/**
 * What a codebase offers to the pipeline once it is bound to a stack.
 */
export interface ICodebaseSource {
  /**
   * The repository, when the app created it.
   *
   * @default - the repository is somebody else's
   */
  readonly repository?: codecommit.IRepository;

  /**
   * Which pushes start the pipeline; only for an action that reads through a connection. Let that action detect no changes by itself.
   *
   * @default - what the action detects by itself starts it
   */
  readonly pushFilter?: codepipeline.GitPushFilter;

  /**
   * The repository of the code as a URI, such as `https://github.com/acme/guestbook`: what build provenance calls it.
   *
   * @default - no provenance of the app's images can be signed
   */
  readonly uri?: string;

  /**
   * What the pipeline knows of the code that it has fetched. It is asked for once the action is created.
   *
   * @default - no provenance of the app's images can be signed
   */
  readonly fetched?: FetchedCode;

  /**
   * Defines the pipeline action that hands on the code of each new commit.
   *
   * @param scope the construct of the pipeline, to define resources in
   * @param output the artifact that the action fills
   */
  createAction(scope: Construct, output: codepipeline.Artifact): codepipeline.IAction;
}

/**
 * What a pipeline knows of the code that its source action has fetched, as variables of that action.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
 */
export interface FetchedCode {
  /**
   * The commit, or the version of an object.
   */
  readonly commit: string;

  /**
   * The branch that the action follows.
   *
   * @default - it follows none
   */
  readonly branch?: string;
}

/**
 * What a codebase is told when it is bound.
 */
export interface CodebaseBindOptions {
  /**
   * The name of the app.
   */
  readonly appName: string;
}
