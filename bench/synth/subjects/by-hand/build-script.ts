/** Tests nothing, builds the commit once, pushes it and hands on its digest. */
export const BUILD_SCRIPT = `set -euo pipefail
export COMMIT="\${CODEBUILD_RESOLVED_SOURCE_VERSION:?the source names no revision; a bucket has to be versioned}"
TAG="$COMMIT"
if [[ ! "$TAG" =~ ^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$ ]]; then
  TAG="sha256-$(printf %s "$COMMIT" | sha256sum | cut -d ' ' -f 1)"
fi
find_digest() {
  aws ecr batch-get-image --repository-name "$REPOSITORY_NAME" --image-ids imageTag="$TAG" --query 'images[0].imageId.imageDigest' --output text
}
DIGEST="$(find_digest)"
if [ "$DIGEST" = None ]; then
  aws ecr get-login-password | docker login --username AWS --password-stdin "\${REPOSITORY_URI%%/*}"
  from=() to=()
  if docker buildx create --use --bootstrap --driver docker-container; then
    layers="type=registry,ref=$REPOSITORY_URI:layer-cache"
    from=(--cache-from "$layers")
    to=(--cache-to "$layers,mode=max,image-manifest=true,oci-mediatypes=true")
  else
    docker buildx use default
  fi
  docker buildx build "\${from[@]}" "\${to[@]}" --push --label "org.opencontainers.image.revision=$COMMIT" --tag "$REPOSITORY_URI:$TAG" --platform linux/arm64 --provenance=false --file 'Dockerfile' '.'
  DIGEST="$(find_digest)"
fi
[[ "$DIGEST" =~ ^sha256:[0-9a-f]{64}$ ]]
export DIGEST
echo "Commit $COMMIT is image $REPOSITORY_URI@$DIGEST"`;
