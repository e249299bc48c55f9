import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { AwsCli, motoOnly, RegionalCli } from './aws-cli';
import { BuildEnd, runBuild } from './build-run';
import { Deployment } from './deployment';
import { Guestbook } from './guestbook';
import { Tools } from './tools';

const DOCKER = path.join(__dirname, 'docker.mjs');

/** A build of one commit. */
export interface Build {
  readonly commit: string;
  readonly dockerfile: string;
  /** Another commit, to whose image somebody has given the tag of this one before it is built. */
  readonly tagged?: string;
  /** Instead of what the pipeline's template says. */
  readonly variables?: { [name: string]: string };
}

/** What the build of a codebase plays on: its repository in moto, the buildspec and the variables of the pipeline's template. */
export class BuildStage {
  public readonly builder: 'buildah' | 'none';
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rehearsal-build-'));
  private readonly codebase = path.join(this.folder, 'codebase');
  private readonly env: { [name: string]: string };
  private readonly cli: RegionalCli;
  private buildSpec = '';
  private variables: { [name: string]: string } = {};

  constructor(cli: AwsCli, endpoint: string, region: string, { aws }: Tools) {
    this.cli = new RegionalCli(cli, endpoint, region);
    this.builder = this.findBuilder();
    const bin = path.join(this.folder, 'bin');
    fs.mkdirSync(bin);
    const command = (name: string, text: string) => fs.writeFileSync(path.join(bin, name), `#!/usr/bin/env bash\n${text}\n`, { mode: 0o755 });
    command('docker', `exec '${process.execPath}' '${DOCKER}' "$@"`);
    command('aws', `[ "$2" = get-download-url-for-layer ] || exec '${aws}' "$@"\necho "https://layers.example/$6"`); // moto has no layers
    command('curl', `while [ "$1" != --output ]; do shift; done; cp "${this.folder}/configurations/\${3##*/}" "$2"`);
    fs.mkdirSync(this.codebase);
    fs.writeFileSync(path.join(this.codebase, 'app.txt'), 'the app\n');
    const env = motoOnly(endpoint, region);
    this.env = { ...env, PATH: `${bin}${path.delimiter}${env.PATH}`, REHEARSAL_FOLDER: this.folder, REHEARSAL_BUILDER: this.builder };
  }

  public async open(guestbook: Guestbook, types: string[]): Promise<void> {
    const deployment = new Deployment(this.cli, types, this.folder);
    await deployment.codebase(guestbook);
    const { Source, Environment } = projectThatBuilds(guestbook.pipeline);
    const given = Object.entries<any>(Environment.EnvironmentVariables).map(([, { Name, Value }]) => [`Variable${Name.replace(/_/g, 'x')}`, Value]);
    const { outputs } = await deployment.pipeline(guestbook, { BuildSpec: Source.BuildSpec, ...Object.fromEntries(given) });
    this.buildSpec = outputs.BuildSpec;
    this.variables = Object.fromEntries(Environment.EnvironmentVariables.map(({ Name }: any) => [Name, outputs[`Variable${Name.replace(/_/g, 'x')}`]]));
  }

  public async build({ commit, dockerfile, tagged, variables }: Build): Promise<BuildEnd & { docker: string[] }> {
    fs.writeFileSync(path.join(this.codebase, 'Dockerfile'), dockerfile);
    fs.writeFileSync(path.join(this.folder, 'notes'), '');
    const env = { ...this.env, ...this.variables, ...variables, CODEBUILD_RESOLVED_SOURCE_VERSION: commit };
    if (tagged) {
      await this.tag(tagged, commit);
    }
    const end = await runBuild(this.buildSpec, env, this.codebase, this.folder);
    return { ...end, docker: fs.readFileSync(path.join(this.folder, 'notes'), 'utf8').trim().split('\n').filter(Boolean) };
  }

  /** What every role may do that keeps the images of releases. */
  private async tag(of: string, taken: string): Promise<void> {
    const repository = ['--repository-name', this.variables.REPOSITORY_NAME];
    const { images: [{ imageManifest }] } = await this.cli.must('ecr', 'batch-get-image', ...repository, '--image-ids', `imageTag=${of}`);
    await this.cli.must('ecr', 'put-image', ...repository, '--image-tag', taken, '--image-manifest', imageManifest);
  }

  /** The digest of each image, by its tag. */
  public async images(): Promise<{ [tag: string]: string }> {
    const { imageIds } = await this.cli.must('ecr', 'list-images', '--repository-name', this.variables.REPOSITORY_NAME);
    return Object.fromEntries(imageIds.map(({ imageTag, imageDigest }: any) => [imageTag, imageDigest]));
  }

  public close(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** buildah may be there and not be allowed to do anything. */
  private findBuilder(): 'buildah' | 'none' {
    const trial = path.join(this.folder, 'trial');
    const words = ['from', '--root', path.join(trial, 'storage'), '--runroot', path.join(trial, 'run'), '--storage-driver', 'vfs', 'scratch'];
    return spawnSync('buildah', words, { stdio: 'ignore', timeout: 60_000 }).status === 0 ? 'buildah' : 'none';
  }
}

function projectThatBuilds(pipeline: any): any {
  const projects = Object.values<any>(pipeline.Resources).filter(({ Type }) => Type === 'AWS::CodeBuild::Project');
  return projects.find(({ Properties }) => Properties.Description === 'Builds the image of a commit').Properties;
}
