import { Aws } from './aws';
import { digest, manifest } from '../../test/rehearsal/build';

/** What is released in a try: builds that have letters for names, each an image of its own. */
export class Builds {
  public static readonly NAMES = 'ABCDE';

  /** Complete manifests, though their layers do not exist. */
  public static imagined(): Builds {
    return new Builds(new Map([...Builds.NAMES].map((name) => [name, { digest: digest(name), manifest: manifest(name) }])));
  }

  /** By name, the manifests of images. */
  constructor(private readonly all: Map<string, { readonly digest: string; readonly manifest: string }>) {}

  /** The digest of a build. */
  public digest(name: string): string {
    return this.all.get(name)!.digest;
  }

  /** The build again, from a digest or an image; a dash for what is no build. */
  public of(imageOrDigest: string): string {
    return [...this.all].find(([, one]) => imageOrDigest.endsWith(one.digest))?.[0] ?? '-';
  }

  /** Puts the images into a repository. */
  public async push(aws: Aws, repositoryUri: string): Promise<void> {
    const repository = repositoryUri.slice(repositoryUri.indexOf('/') + 1);
    const there = await aws.must('ecr', 'list-images', '--repository-name', repository);
    const digests = there.imageIds.map(({ imageDigest }: any) => imageDigest);
    for (const [name, one] of [...this.all].filter(([, each]) => !digests.includes(each.digest))) {
      await aws.must('ecr', 'put-image', '--repository-name', repository, '--image-tag', `build-${name}`, '--image-manifest', one.manifest,
        '--image-manifest-media-type', JSON.parse(one.manifest).mediaType);
    }
  }
}
