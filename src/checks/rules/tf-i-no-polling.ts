import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { booleanOf } from '../value';
import { actions } from './support/pipelines';

const POLLED = ['CodeCommit', 'S3', 'GitHub'];

export const noPolling: Rule = {
  id: 'TF-I-NoPolling',
  factor: Factor.CODEBASE,
  severity: 'warning',
  checks: 'A pipeline hears of a commit by an event.',
  why: 'A source action that says nothing polls: it starts minutes late, twice when an event rule exists too, and AWS advises against it.',
  mend: 'Set PollForSourceChanges to false and start the pipeline by an event or a connection.',
  source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/update-change-detection.html',
  * judge(cloud) {
    for (const { pipeline, category, provider, configuration, location } of actions(cloud)) {
      const polls = booleanOf(configuration.PollForSourceChanges ?? true);
      if (category === 'Source' && POLLED.includes(provider ?? '') && polls !== undefined) {
        yield verdict(pipeline, !polls, `${provider} ${polls ? 'is polled' : 'is not polled'}`, `${location}.Configuration.PollForSourceChanges`);
      }
    }
  },
};
