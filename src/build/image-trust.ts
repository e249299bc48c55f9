import { provenanceCommand } from './provenance-script';

/** The label that says which commit an image is of. */
export const REVISION_LABEL = 'org.opencontainers.image.revision';

/** The label that says which execution of the pipeline built an image that is to be signed. */
export const EXECUTION_LABEL = 'cdk-twelve-factor-fargate.execution';

/** The exit code of provenance.mjs for an image whose provenance is not valid; any other failure says nothing of the image. */
const NOT_PROVEN = 3;

/** Lists of images are asked for, too, so that they can be refused by their name: they have no label of their own. */
const MANIFESTS = ['docker.distribution.manifest.v2', 'oci.image.manifest.v1', 'docker.distribution.manifest.list.v2', 'oci.image.index.v1']
  .map((type) => `application/vnd.${type}+json`);

/**
 * The function `trust_existing DIGEST` of the build script, which ends the build unless the image was built from the commit. A tag alone proves
 * nothing: every role that may push, or that keeps released images, may take the tag of a commit to come. Only who may push layers can make an
 * image that has a label of their choice. Called as a plain command, since a condition would switch off `set -e` within it.
 *
 * What it reads was written by others: it reaches programs as data, and the log as one line of ASCII of limited length.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetDownloadUrlForLayer.html
 */
export const TRUST_EXISTING = `
refuse_image() {
  printf '%s\\n' \\
    "Tag $TAG names image $1, which was not built from this commit. It is not released." \\
    "  found:     $2" \\
    "  expected:  label ${REVISION_LABEL} \\"$COMMIT\\"" \\
    "  To do:     find in CloudTrail who pushed the tag, by the event PutImage with this imageTag. Delete the tag, then run the pipeline again:" \\
    "             aws ecr batch-delete-image --repository-name $REPOSITORY_NAME --image-ids imageTag=$TAG" >&2
  exit 1
}
trust_existing() {
  local config url revision
  config="$(aws ecr batch-get-image --repository-name "$REPOSITORY_NAME" --image-ids imageDigest="$1" --query 'images[0].imageManifest' --output text \\
    --accepted-media-types ${MANIFESTS.join(' ')} | node -e '
    const { manifests, config } = JSON.parse(require("fs").readFileSync(0, "utf8")) ?? {};
    const isDigest = /^sha256:[0-9a-f]{64}$/.test(config?.digest);
    console.log(manifests ? "a list of images" : isDigest ? config.digest : "a manifest with no configuration");')"
  [[ "$config" = sha256:* ]] || refuse_image "$1" "$config"
  url="$(aws ecr get-download-url-for-layer --repository-name "$REPOSITORY_NAME" --layer-digest "$config" --query downloadUrl --output text)"
  curl --fail --silent --show-error --location --retry 3 --proto '=https' --output /tmp/image-config.json "$url"
  echo "\${config#sha256:}  /tmp/image-config.json" | sha256sum --check --quiet
  revision="$(node -e '
    const revision = JSON.parse(require("fs").readFileSync("/tmp/image-config.json", "utf8")).config?.Labels?.["${REVISION_LABEL}"];
    const ascii = (one) => "\\\\u" + one.charCodeAt(0).toString(16).padStart(4, "0");
    console.log(revision === undefined ? "none" : JSON.stringify(revision).slice(0, 500).replace(/[^ -~]/g, ascii));')"
  [ "$revision" = "\\"$COMMIT\\"" ] || refuse_image "$1" "label ${REVISION_LABEL} $revision"
}`.trim();

/**
 * The function `require_provenance DIGEST`, once the label of the image was compared. Where images are signed, what this build hands on is signed next. So an
 * image that this execution has not built must be signed already, for this very commit: its label proves nothing once the build's role was taken. The
 * execution's id is not known before it starts, so no image of an earlier build can have it as its label.
 */
export const REQUIRE_PROVENANCE = `
require_provenance() {
  local code=0
  node -e '
    const labels = JSON.parse(require("fs").readFileSync("/tmp/image-config.json", "utf8")).config?.Labels;
    const { EXECUTION } = process.env;
    process.exit(EXECUTION && labels?.["${EXECUTION_LABEL}"] === EXECUTION ? 0 : 1);' && return
  ${provenanceCommand('$1', '--verify ')} || code=$?
  [ "$code" = ${NOT_PROVEN} ] || return "$code"
  printf '%s\\n' \\
    "Tag $TAG names image $1, which the pipeline has not signed for this commit. It is not released." \\
    "  Usual:     an earlier execution built it and ended before it was signed, after a failed scan for instance, or provenance was turned on since." \\
    "  To do:     see in CloudTrail, by the event PutImage with this imageTag, that it was the build that pushed it. Delete the tag, then run the pipeline again," \\
    "             which builds the commit:" \\
    "             aws ecr batch-delete-image --repository-name $REPOSITORY_NAME --image-ids imageTag=$TAG" >&2
  exit 1
}`.trim();
