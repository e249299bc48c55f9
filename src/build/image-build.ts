import { Token } from 'aws-cdk-lib';
import { Problems } from '../private/problems';

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
   * Build arguments. They end up in the image's history: never put a secret here.
   *
   * @default - none
   */
  readonly buildArgs?: { [name: string]: string };
}

/**
 * How the codebase becomes an image (factors II and V).
 */
export class ImageBuild {
  /**
   * Builds a Dockerfile, for ARM64.
   */
  public static dockerfile(options: DockerfileOptions = {}): ImageBuild {
    return new ImageBuild(options);
  }

  /** The Dockerfile, relative to the root of the codebase. */
  public readonly path: string;

  /** The folder that the build may read, relative to the root of the codebase. */
  public readonly context: string;

  /** The build arguments. */
  public readonly buildArgs: { [name: string]: string };

  /** The stage of the Dockerfile that becomes the image; the last one when not given. */
  public readonly target?: string;

  private constructor(options: DockerfileOptions) {
    this.path = options.dockerfile ?? 'Dockerfile';
    this.context = options.context ?? '.';
    this.buildArgs = options.buildArgs ?? {};
    this.target = options.target;
  }

  /**
   * Notes what is wrong with this build.
   * @internal
   */
  public _check(problems: Problems): void {
    for (const [what, value] of [['dockerfile', this.path], ['context', this.context]]) {
      problems.unless(Token.isUnresolved(value) || /^[\w.][\w./-]*$/.test(value) && !value.split('/').includes('..'),
        `imageBuild.${what} is "${value}"; give a path inside the codebase, such as "${what === 'context' ? '.' : 'docker/Dockerfile'}"`);
    }
    problems.unless(this.target === undefined || Token.isUnresolved(this.target) || /^[\w.-]+$/.test(this.target),
      `imageBuild.target is "${this.target}"; give the name of a stage of the Dockerfile, such as "runtime"`);
    for (const name of Object.keys(this.buildArgs)) {
      problems.unless(/^[A-Za-z_]\w*$/.test(name),
        `imageBuild.buildArgs holds "${name}"; the name of a build argument has only letters, digits and "_" and does not start with a digit`);
    }
  }
}
