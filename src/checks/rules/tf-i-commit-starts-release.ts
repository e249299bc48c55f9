import { Cloud } from '../cloud';
import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { booleanOf, isDecided, listOf, textOf } from '../value';
import { Action, actions } from './support/pipelines';

export const commitStartsRelease: Rule = {
  id: 'TF-I-CommitStartsRelease',
  factor: Factor.CODEBASE,
  severity: 'warning',
  checks: 'What is to start a pipeline listens to the branch that the pipeline builds, and is on.',
  why: 'Otherwise commits pile up that nobody releases, and nothing says so.',
  mend: 'Name the branch of the source in the event rule, and enable it; let a connection detect changes, or give the pipeline a trigger.',
  source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-about-starting.html',
  * judge(cloud) {
    for (const action of actions(cloud)) {
      const started = action.provider === 'CodeCommit' ? isHeard(cloud, action) : action.provider === 'CodeStarSourceConnection' ? detects(action) : undefined;
      if (started !== undefined) {
        yield verdict(action.pipeline, started, `${started ? 'a' : 'no'} commit starts it`, `${action.location}.Configuration`);
      }
    }
  },
};

/** Whether a rule for the pipeline is on and for the branch; nothing when there is none, as somebody else may start it. */
function isHeard(cloud: Cloud, { pipeline, configuration }: Action): boolean | undefined {
  const rules = cloud.all('AWS::Events::Rule').filter((one) => one.mentions('Targets').includes(pipeline));
  const branch = textOf(configuration.BranchName);
  const decided = rules.every((one) => isDecided(one.get('EventPattern.detail.referenceName')) && isDecided(one.get('State')));
  return rules.length === 0 || branch === undefined || !decided ? undefined : rules.some((one) => (
    one.get('State') !== 'DISABLED' && [...listOf(one.get('EventPattern.detail.referenceName') ?? branch)].includes(branch)
  ));
}

function detects({ pipeline, configuration }: Action): boolean | undefined {
  const detected = booleanOf(configuration.DetectChanges ?? true);
  return pipeline.get('Triggers') !== undefined ? true : detected;
}
