/** The shell's part that sets `TAG` to the tag of `COMMIT`. A revision that is no valid tag, as some versions of an object are not, is tagged by its hash. */
export const COMMIT_TAG = `
TAG="$COMMIT"
if [[ ! "$TAG" =~ ^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$ ]]; then
  TAG="sha256-$(printf %s "$COMMIT" | sha256sum | cut -d ' ' -f 1)"
fi`.trim();

/** The function `find_digest` of a shell: the digest of the image that has the tag `TAG`, or `None`. */
export const FIND_DIGEST = `
find_digest() {
  aws ecr batch-get-image --repository-name "$REPOSITORY_NAME" --image-ids imageTag="$TAG" --query 'images[0].imageId.imageDigest' --output text
}`.trim();
