/** How the image of a commit is found. */
const FIND_BY_COMMIT = `TAG="$COMMIT"
if [[ ! "$TAG" =~ ^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$ ]]; then
  TAG="sha256-$(printf %s "$COMMIT" | sha256sum | cut -d ' ' -f 1)"
fi
find_digest() {
  aws ecr batch-get-image --repository-name "$REPOSITORY_NAME" --image-ids imageTag="$TAG" --query 'images[0].imageId.imageDigest' --output text
}`;

/** Tests nothing, builds the commit once, pushes it, holds its image against the commit, and hands on its digest. */
export const BUILD_SCRIPT = `set -euo pipefail
export COMMIT="\${CODEBUILD_RESOLVED_SOURCE_VERSION:?the source names no revision; a bucket has to be versioned}"
(
  LC_ALL=C # for the ranges, and so that the message shows nothing but ASCII
  allowed='^[][!#-Z^-~]{1,400}$'
  [[ "$COMMIT" =~ $allowed ]] || {
    printf 'The revision is %.200q. Allowed are 1 to 400 ASCII characters with no space, quote or backslash. Nothing is built.\\n' "$COMMIT" >&2
    exit 1
  }
)
${FIND_BY_COMMIT}
refuse_image() {
  printf '%s\\n' \\
    "Tag $TAG names image $1, which was not built from this commit. It is not released." \\
    "  found:     $2" \\
    "  expected:  label org.opencontainers.image.revision \\"$COMMIT\\"" \\
    "  To do:     find in CloudTrail who pushed the tag, by the event PutImage with this imageTag. Delete the tag, then run the pipeline again:" \\
    "             aws ecr batch-delete-image --repository-name $REPOSITORY_NAME --image-ids imageTag=$TAG" >&2
  exit 1
}
trust_existing() {
  local config url revision
  config="$(aws ecr batch-get-image --repository-name "$REPOSITORY_NAME" --image-ids imageDigest="$1" --query 'images[0].imageManifest' --output text \\
    --accepted-media-types application/vnd.docker.distribution.manifest.v2+json application/vnd.oci.image.manifest.v1+json application/vnd.docker.distribution.manifest.list.v2+json application/vnd.oci.image.index.v1+json | node -e '
    const { manifests, config } = JSON.parse(require("fs").readFileSync(0, "utf8")) ?? {};
    const isDigest = /^sha256:[0-9a-f]{64}$/.test(config?.digest);
    console.log(manifests ? "a list of images" : isDigest ? config.digest : "a manifest with no configuration");')"
  [[ "$config" = sha256:* ]] || refuse_image "$1" "$config"
  url="$(aws ecr get-download-url-for-layer --repository-name "$REPOSITORY_NAME" --layer-digest "$config" --query downloadUrl --output text)"
  curl --fail --silent --show-error --location --retry 3 --proto '=https' --output /tmp/image-config.json "$url"
  echo "\${config#sha256:}  /tmp/image-config.json" | sha256sum --check --quiet
  revision="$(node -e '
    const revision = JSON.parse(require("fs").readFileSync("/tmp/image-config.json", "utf8")).config?.Labels?.["org.opencontainers.image.revision"];
    const ascii = (one) => "\\\\u" + one.charCodeAt(0).toString(16).padStart(4, "0");
    console.log(revision === undefined ? "none" : JSON.stringify(revision).slice(0, 500).replace(/[^ -~]/g, ascii));')"
  [ "$revision" = "\\"$COMMIT\\"" ] || refuse_image "$1" "label org.opencontainers.image.revision $revision"
}
DIGEST="$(find_digest)"
if [ "$DIGEST" = None ]; then
  aws ecr get-login-password | docker login --username AWS --password-stdin "\${REPOSITORY_URI%%/*}"
  docker buildx build --push --label "org.opencontainers.image.revision=$COMMIT" --tag "$REPOSITORY_URI:$TAG" --platform linux/arm64 --provenance=false --file 'Dockerfile' '.'
  DIGEST="$(find_digest)"
fi
[[ "$DIGEST" =~ ^sha256:[0-9a-f]{64}$ ]]
trust_existing "$DIGEST"
export DIGEST
echo "Commit $COMMIT is image $REPOSITORY_URI@$DIGEST"`;

/** Finds the image of the commit that the source gives. */
export const FIND_IMAGE = `if [ -n "\${COMMIT:-}" ]; then
${FIND_BY_COMMIT}
DIGEST="$(find_digest)"
fi
export DIGEST
[[ "$DIGEST" =~ ^sha256:[0-9a-f]{64}$ ]] || { echo "There is no image with the tag \${TAG:-of a commit}: $DIGEST" >&2; exit 1; }`;
