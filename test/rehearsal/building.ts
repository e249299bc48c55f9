import { Build, BuildStage } from './build-stage';
import { Row } from './outcome';

/** One build, and what has to be so afterwards. Commits are told by their first digit. */
interface BuildScenario extends Build {
  readonly name: string;
  readonly expected: string;
}

const DOCKERFILE = 'FROM scratch\nCOPY app.txt /app.txt\n';
const FIRST = '1'.repeat(40);
const SECOND = '2'.repeat(40);
const THIRD = '3'.repeat(40);

const BUILT = 'login 123456789012.dkr.ecr.eu-west-2.amazonaws.com, buildx build --push --provenance=false';

export const BUILDING: BuildScenario[] = [
  {
    name: 'a new commit is built for ARM64 and pushed; its digest is exported',
    commit: FIRST,
    dockerfile: DOCKERFILE,
    expected: `exit 0; exports commit 1 and its image's digest; docker ${BUILT}, image linux/arm64 of 1, push 1; `
      + 'ECR has 1',
  },
  {
    name: 'the same commit again is not built, even if it could not be built any more',
    commit: FIRST,
    dockerfile: 'FROM nowhere',
    expected: 'exit 0; exports commit 1 and its image\'s digest; docker nothing; ECR has 1',
  },
  {
    name: 'another commit is built from its own code alone',
    commit: SECOND,
    dockerfile: `${DOCKERFILE}LABEL second=yes\n`,
    expected: `exit 0; exports commit 2 and its image's digest; docker ${BUILT}, image linux/arm64 of 2, push 2; ECR has 1, 2`,
  },
  {
    name: 'a build that fails exports no digest and pushes nothing',
    commit: THIRD,
    dockerfile: 'FROM scratch\nCOPY not-there.txt /app.txt\n',
    expected: `fails; exports commit 3 and no digest; docker ${BUILT}; ECR has 1, 2`,
  },
  {
    name: 'corrected, the same commit is built',
    commit: THIRD,
    dockerfile: DOCKERFILE,
    expected: `exit 0; exports commit 3 and its image's digest; docker ${BUILT}, image linux/arm64 of 3, push 3; `
      + 'ECR has 1, 2, 3',
  },
  {
    name: 'a commit whose tag names the image of another commit is refused: nothing is built and no digest exported',
    commit: '5'.repeat(40),
    dockerfile: DOCKERFILE,
    tagged: FIRST,
    expected: 'fails; exports commit 5 and no digest; docker nothing; ECR has 1, 2, 3, 5',
  },
  {
    name: 'a repository that is not there: nothing is built',
    commit: '4'.repeat(40),
    dockerfile: DOCKERFILE,
    variables: { REPOSITORY_NAME: 'nowhere' },
    expected: 'fails; exports commit 4 and no digest; docker nothing; ECR has 1, 2, 3, 5',
  },
];

export async function playBuild(stage: BuildStage, scenario: BuildScenario): Promise<Row & { output: string }> {
  const { code, exported: { COMMIT, DIGEST }, output, docker } = await stage.build(scenario);
  const images = await stage.images();
  const digest = DIGEST === undefined ? 'no digest' : DIGEST === images[scenario.commit] ? 'its image\'s digest' : DIGEST;
  const observed = [
    code === 0 ? 'exit 0' : 'fails',
    `exports commit ${COMMIT} and ${digest}`,
    `docker ${docker.join(', ') || 'nothing'}`,
    `ECR has ${Object.keys(images).sort().join(', ')}`,
  ].join('; ').replace(/(\d)\1{39}/g, '$1');
  return { scenario: scenario.name, expected: scenario.expected, observed, output };
}
