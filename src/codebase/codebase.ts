import { Environment as Place } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CodeCommit } from './code-commit';
import { CodeCommitCodebaseOptions, ConnectedCodebaseOptions, S3CodebaseOptions } from './codebase-options';
import { CodebaseBindOptions, ICodebaseSource } from './codebase-source';
import { ConnectedRepository } from './connected-repository';
import { S3Archive } from './s3-archive';
import { Problems } from '../private/problems';
import { ExpectedDockerfile } from '../private/seed';
import { Given } from '../private/shape';

/**
 * Where the app's code lives (factor I): one codebase, tracked in revision control, many deploys.
 *
 * Extend it to read code from anywhere else that a pipeline can read.
 */
export abstract class Codebase {
  /**
   * A new CodeCommit repository, filled with a first commit.
   */
  public static codeCommit(options: CodeCommitCodebaseOptions = {}): Codebase {
    const given = new Given<CodeCommitCodebaseOptions>('Codebase.codeCommit', { options });
    return new BuiltInCodebase(given, new CodeCommit(given.sound));
  }

  /**
   * A repository on GitHub, read through a connection.
   *
   * @param repository owner and name, such as `acme/guestbook`
   * @param options the connection, and what to release: a branch, paths of it, or tags
   */
  public static github(repository: string, options: ConnectedCodebaseOptions): Codebase {
    return connected('github', 'GitHub', repository, options);
  }

  /**
   * A project on GitLab, read through a connection.
   *
   * @param repository the path of the project with its groups, such as `acme/web/guestbook`
   * @param options the connection, and what to release: a branch, paths of it, or tags
   */
  public static gitlab(repository: string, options: ConnectedCodebaseOptions): Codebase {
    return connected('gitlab', 'GitLab', repository, options);
  }

  /**
   * A repository on Bitbucket, read through a connection.
   *
   * @param repository workspace and name, such as `acme/guestbook`
   * @param options the connection, and what to release: a branch, paths of it, or tags
   */
  public static bitbucket(repository: string, options: ConnectedCodebaseOptions): Codebase {
    return connected('bitbucket', 'Bitbucket', repository, options);
  }

  /**
   * A ZIP file in an existing bucket, for code that another system hands over. The commit of a release is the version of that object.
   *
   * @param options the bucket, and the key of the file
   */
  public static s3(options: S3CodebaseOptions): Codebase {
    const given = new Given<S3CodebaseOptions>('Codebase.s3', { options });
    return new BuiltInCodebase(given, new S3Archive(given.sound));
  }

  /**
   * Defines what the app needs of this codebase.
   *
   * @param scope the construct to define resources in
   * @param options what the app tells the codebase
   */
  public abstract bind(scope: Construct, options: CodebaseBindOptions): ICodebaseSource;

  /**
   * Notes what is wrong with this codebase.
   * @internal
   */
  public _check(_problems: Problems, _dockerfile: ExpectedDockerfile): void {}

  /**
   * Notes a mistake when this codebase is known to be elsewhere than the pipeline that reads it.
   * @internal
   */
  public _checkPlace(_problems: Problems, _home: Place): void {}

  /**
   * Notes a mistake when the address of this codebase, which provenance names, is known at deployment only.
   * @internal
   */
  public _checkAddress(_problems: Problems): void {}
}

/** Where code comes from, of the kinds that the library knows. */
interface Origin {
  check(problems: Problems, dockerfile: ExpectedDockerfile): void;
  checkPlace?(problems: Problems, home: Place): void;
  checkAddress?(problems: Problems): void;
  bind(scope: Construct, options: CodebaseBindOptions): ICodebaseSource;
}

class BuiltInCodebase extends Codebase {
  constructor(private readonly given: Given<object>, private readonly origin: Origin) {
    super();
  }

  public _check(problems: Problems, dockerfile: ExpectedDockerfile): void {
    this.given.check(problems, 'codebase');
    this.origin.check(problems, dockerfile);
  }

  public _checkPlace(problems: Problems, home: Place): void {
    this.origin.checkPlace?.(problems, home);
  }

  public _checkAddress(problems: Problems): void {
    this.origin.checkAddress?.(problems);
  }

  public bind(scope: Construct, options: CodebaseBindOptions): ICodebaseSource {
    return this.origin.bind(scope, options);
  }
}

function connected(factory: string, host: 'GitHub' | 'GitLab' | 'Bitbucket', repository: string, options: ConnectedCodebaseOptions): Codebase {
  const given = new Given<{ repository: string } & ConnectedCodebaseOptions>(`Codebase.${factory}`, { repository, options });
  return new BuiltInCodebase(given, new ConnectedRepository(host, given.sound));
}
