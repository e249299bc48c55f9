/** The label that says which commit an image is of. */
export const REVISION_LABEL = 'org.opencontainers.image.revision';

/** Lists of images are asked for, too, so that they can be refused by their name: they have no label of their own. */
const MANIFESTS = ['docker.distribution.manifest.v2', 'oci.image.manifest.v1', 'docker.distribution.manifest.list.v2', 'oci.image.index.v1']
  .map((type) => `application/vnd.${type}+json`);

/** Whatever it holds, it is one line of ASCII, and not a long one. */
const SHOW = `
    const show = (value) => JSON.stringify(value).slice(0, 200).replace(/[^ -~]/g, (one) => "\\\\u" + one.charCodeAt(0).toString(16).padStart(4, "0"));
    const [, digest] = process.argv, { COMMIT, TAG, REPOSITORY_NAME } = process.env;
    const refuse = (found) => {
      console.error(["Tag " + TAG + " names image " + digest + ", which was not built from this commit. It is not released.",
        "  found:     " + found,
        "  expected:  label ${REVISION_LABEL} " + show(COMMIT),
        "  To do:     find in CloudTrail who pushed the tag, by the event PutImage with this imageTag. Delete the tag, then run the pipeline again:",
        "             aws ecr batch-delete-image --repository-name " + REPOSITORY_NAME + " --image-ids imageTag=" + TAG].join("\\n"));
      process.exit(1);
    };`.trim();

/**
 * The function \`trust_existing DIGEST\` of the build script, which ends the build unless the image was built from the commit. A tag alone proves
 * nothing: every role that may push, or that keeps released images, may take the tag of a commit to come. Only who may push layers can make an
 * image that has a label of their choice. Called as a plain command, since a condition would switch off \`set -e\` within it.
 *
 * What it reads was written by others: it reaches programs as data, and no log as it is.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetDownloadUrlForLayer.html
 */
export const TRUST_EXISTING = `
trust_existing() {
  local config url
  config="$(aws ecr batch-get-image --repository-name "$REPOSITORY_NAME" --image-ids imageDigest="$1" --query 'images[0].imageManifest' --output text \\
    --accepted-media-types ${MANIFESTS.join(' ')} | node -e '
    ${SHOW}
    const { mediaType, manifests, config } = JSON.parse(require("fs").readFileSync(0, "utf8")) ?? {};
    if (manifests) refuse("a list of images, " + show(mediaType ?? "of no media type"));
    if (!/^sha256:[0-9a-f]{64}$/.test(config?.digest)) refuse("a manifest with no configuration");
    console.log(config.digest);' "$1")"
  url="$(aws ecr get-download-url-for-layer --repository-name "$REPOSITORY_NAME" --layer-digest "$config" --query downloadUrl --output text)"
  curl --fail --silent --show-error --location --retry 3 --proto '=https' --output /tmp/image-config.json "$url"
  echo "\${config#sha256:}  /tmp/image-config.json" | sha256sum --check --quiet
  node -e '
    ${SHOW}
    const revision = JSON.parse(require("fs").readFileSync("/tmp/image-config.json", "utf8")).config?.Labels?.["${REVISION_LABEL}"];
    if (revision !== COMMIT) refuse(revision === undefined ? "no label ${REVISION_LABEL}" : "label ${REVISION_LABEL} " + show(revision));' "$1"
}`.trim();
