import { Token } from 'aws-cdk-lib';
import { LayerCache } from './layer-cache';
import { sorted } from '../private/order';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

/**
 * Options of `ImageBuild.dockerfile()`.
 */
export interface DockerfileOptions {
  /**
   * The Dockerfile, relative to the root of the codebase.
   *
   * @default - Dockerfile
   */
  readonly dockerfile?: string;

  /**
   * The folder that the build may read, relative to the root of the codebase.
   *
   * @default - the root of the codebase
   */
  readonly context?: string;

  /**
   * The stage of the Dockerfile that becomes the image.
   *
   * @default - the last stage
   */
  readonly target?: string;

  /**
   * The stage of the Dockerfile that tests the code. It is built and run before anything is pushed, with the command that the stage says, as the
   * stage's user, with no AWS credentials. The command leaves its results in the folder `/reports` of the container, as JUnit XML in files that
   * end in `.xml`; CodeBuild shows them. When it ends with another code than 0, nothing is pushed and nothing is released. A commit that was
   * built before is not tested again. The container runs with no Linux capability and cannot gain any.
   *
   * @default - no tests
   * @see https://docs.aws.amazon.com/codebuild/latest/userguide/test-reporting.html
   */
  readonly testTarget?: string;

  /**
   * Build arguments. They end up in the image's history: never put a secret here.
   *
   * @default - none
   */
  readonly buildArgs?: { [name: string]: string };

  /**
   * What a build may take from earlier builds. `LayerCache.shared()` is faster, and lets any commit that is pushed shape the image of a later one.
   *
   * @default - LayerCache.none(): every commit is built from its own code alone
   */
  readonly layerCache?: LayerCache;
}

/**
 * How the codebase is tested and becomes an image (factors II and V).
 */
export class ImageBuild {
  /**
   * Builds a Dockerfile, for ARM64.
   */
  public static dockerfile(options: DockerfileOptions = {}): ImageBuild {
    return new ImageBuild(new Given<DockerfileOptions>('ImageBuild.dockerfile', { options }));
  }

  /** The Dockerfile, relative to the root of the codebase. */
  public readonly path: string;

  /** The folder that the build may read, relative to the root of the codebase. */
  public readonly context: string;

  /** The build arguments. */
  public readonly buildArgs: { [name: string]: string };

  /** The stage of the Dockerfile that becomes the image; the last one when not given. */
  public readonly target?: string;

  /** The stage of the Dockerfile that tests the code; there are no tests when not given. */
  public readonly testTarget?: string;

  /** What a build may take from earlier builds. */
  public readonly layerCache: LayerCache;

  private constructor(private readonly given: Given<DockerfileOptions>) {
    const options = given.sound;
    this.path = options.dockerfile ?? 'Dockerfile';
    this.context = options.context ?? '.';
    this.buildArgs = sorted(options.buildArgs ?? {});
    this.target = options.target;
    this.testTarget = options.testTarget;
    this.layerCache = options.layerCache ?? LayerCache.none();
  }

  /**
   * Notes what is wrong with this build.
   * @internal
   */
  public _check(problems: Problems): void {
    this.given.check(problems, 'imageBuild');
    for (const [what, value] of [['dockerfile', this.path], ['context', this.context]]) {
      problems.must(Token.isUnresolved(value) || /^[\w.][\w./-]*$/.test(value) && !value.split('/').includes('..'),
        `imageBuild.${what}`, `a path inside the codebase, such as "${what === 'context' ? '.' : 'docker/Dockerfile'}"`, value);
    }
    for (const [what, value, example] of [['target', this.target, 'runtime'], ['testTarget', this.testTarget, 'test']]) {
      problems.must(value === undefined || Token.isUnresolved(value) || /^\w[\w.-]*$/.test(value),
        `imageBuild.${what}`, `the name of a stage of the Dockerfile, such as "${example}"`, value);
    }
    for (const name of Object.keys(this.buildArgs)) {
      problems.must(/^[A-Za-z_]\w*$/.test(name), 'imageBuild.buildArgs: the name of a build argument', 'letters, digits and "_" with no digit first', name);
    }
  }
}
