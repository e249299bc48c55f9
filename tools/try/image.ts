import { Aws } from './aws';
import { digest, manifest } from '../../test/rehearsal/build';

export { digest } from '../../test/rehearsal/build';

/** Puts the images of builds that have letters for names into a repository: complete manifests, though the engine has no layers of them. */
export async function pushImages(aws: Aws, repositoryUri: string, builds: string): Promise<void> {
  const repository = repositoryUri.slice(repositoryUri.indexOf('/') + 1);
  const there = await aws.must('ecr', 'list-images', '--repository-name', repository);
  const digests = there.imageIds.map(({ imageDigest }: any) => imageDigest);
  for (const build of [...builds].filter((each) => !digests.includes(digest(each)))) {
    await aws.must('ecr', 'put-image', '--repository-name', repository, '--image-tag', `build-${build}`, '--image-manifest', manifest(build),
      '--image-manifest-media-type', JSON.parse(manifest(build)).mediaType);
  }
}
