import { COMMIT_TAG, FIND_DIGEST } from './commit-tag';
import { ImageBuild } from './image-build';
import { EXECUTION_LABEL, REQUIRE_PROVENANCE, REVISION_LABEL, TRUST_EXISTING } from './image-trust';
import { quote } from '../private/shell';
import { LAYER_CACHE_TAG } from '../private/well-known';

/** Where CodeBuild looks for the tests' reports: outside of the codebase, so that they never get into an image. */
export const TEST_REPORTS = '/tmp/test-reports';

/**
 * Who builds where layers are shared: the engine's own builder cannot write a cache. By digest, since it runs privileged. Renewed by what this prints:
 *
 *   docker buildx imagetools inspect moby/buildkit:<version>
 */
const BUILDKIT_IMAGE = 'moby/buildkit:v0.29.0@sha256:0039c1d47e8748b5afea56f4e85f14febaf34452bd99d9552d2daa82262b5cc5';

/**
 * Builds the commit that CodeBuild resolved, never a branch, from nothing that another build has left unless layers are shared. A revision that is
 * no commit, such as the version of an object, may be no valid tag: then its hash is one. One that the release script would refuse is refused here.
 */
export function buildScript(build: ImageBuild, isSigned = false): string {
  return `
set -euo pipefail
export COMMIT="\${CODEBUILD_RESOLVED_SOURCE_VERSION:?the source names no revision; a bucket has to be versioned}"
(
  LC_ALL=C # for the ranges, and so that the message shows nothing but ASCII
  allowed='^[][!#-Z^-~]{1,400}$'
  [[ "$COMMIT" =~ $allowed ]] || {
    printf 'The revision is %.200q. Allowed are 1 to 400 ASCII characters with no space, quote or backslash. Nothing is built.\\n' "$COMMIT" >&2
    exit 1
  }
)
${COMMIT_TAG}
${FIND_DIGEST}
${TRUST_EXISTING}
${isSigned ? REQUIRE_PROVENANCE : ''}
${expectReport(build)}
DIGEST="$(find_digest)"
if [ "$DIGEST" = None ]; then
  aws ecr get-login-password | docker login --username AWS --password-stdin "\${REPOSITORY_URI%%/*}"
${shareLayers(build)}
${runTests(build)}
  ${buildAndPush(build, isSigned)}
  DIGEST="$(find_digest)"
fi
[[ "$DIGEST" =~ ^sha256:[0-9a-f]{64}$ ]]
trust_existing "$DIGEST"
${isSigned ? 'require_provenance "$DIGEST"' : ''}
export DIGEST
echo "Commit $COMMIT is image $REPOSITORY_URI@$DIGEST"
`.trim().replace(/\n+/g, '\n');
}

/** Without a cache where no builder that can write one is to be had. */
function shareLayers({ layerCache }: ImageBuild): string {
  return layerCache.isShared ? `
  from=() to=()
  if docker buildx create --use --bootstrap --driver docker-container --driver-opt image=${BUILDKIT_IMAGE}; then
    layers="type=registry,ref=$REPOSITORY_URI:${LAYER_CACHE_TAG}"
    from=(--cache-from "$layers")
    to=(--cache-to "$layers,mode=max,image-manifest=true,oci-mediatypes=true")
  else
    docker buildx use default
  fi` : '';
}

/** AWS does not say what a build comes to whose reports are missing, so there always is one: of a test that was skipped, unless tests are run. */
function expectReport({ testTarget }: ImageBuild): string {
  const none = '<testsuites><testsuite name="tests" tests="1" skipped="1"><testcase name="no report: tested when it was built, or not at all" '
    + 'classname="tests"><skipped/></testcase></testsuite></testsuites>';
  return testTarget === undefined ? '' : `
mkdir -p ${TEST_REPORTS}
echo '${none}' > ${TEST_REPORTS}/none.xml`;
}

/**
 * Tests before anything is pushed. The container is given no credentials and no capability, but the same network as every command of the
 * Dockerfile, because tests download things: to cut it off would keep nothing from code that \`RUN\` may send anywhere. A shared cache is only
 * read: the image's own build, which writes it, would overwrite what this one wrote.
 */
function runTests(build: ImageBuild): string {
  return build.testTarget === undefined ? '' : `
  docker buildx build${build.layerCache.isShared ? ' "\${from[@]}"' : ''} --load --tag tests ${commonArguments(build, build.testTarget).join(' ')}
  failure=0
  docker run --cap-drop ALL --security-opt no-new-privileges --name tests tests || failure=$?
  docker cp tests:/reports/. ${TEST_REPORTS} || echo 'The tests have left no folder /reports' >&2
  docker rm tests
  [ -z "$(find ${TEST_REPORTS} -name '*.xml' ! -name none.xml -print -quit)" ] || rm ${TEST_REPORTS}/none.xml
  if [ "$failure" != 0 ]; then
    echo "The tests have ended with code $failure: nothing is pushed" >&2
    exit 1
  fi`;
}

function buildAndPush(build: ImageBuild, isSigned: boolean): string {
  const cache = build.layerCache.isShared ? ' "\${from[@]}" "\${to[@]}"' : '';
  const execution = isSigned ? ` --label "${EXECUTION_LABEL}=$EXECUTION"` : '';
  return [
    `docker buildx build${cache} --push --label "${REVISION_LABEL}=$COMMIT"${execution} --tag "$REPOSITORY_URI:$TAG"`, ...commonArguments(build, build.target),
  ].join(' ');
}

function commonArguments(build: ImageBuild, target?: string): string[] {
  return [
    '--platform linux/arm64',
    '--provenance=false', // without an attestation the tag names the image itself, not a list that holds it
    `--file ${quote(build.path)}`,
    ...(target ? [`--target ${quote(target)}`] : []),
    ...Object.entries(build.buildArgs).map(([name, value]) => `--build-arg ${quote(`${name}=${value}`)}`),
    quote(build.context),
  ];
}
