import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { textOf } from '../value';
import { actionsOf, pipelines } from './support/pipelines';

export const approvedIsWhatShips: Rule = {
  id: 'TF-V-ApprovedIsWhatShips',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'warning',
  checks: 'A pipeline with an approval keeps its executions in a queue.',
  why: 'A superseded execution disappears while somebody looks at it: by the time of the click, a later commit waits there.',
  mend: 'Set PipelineType to V2 and ExecutionMode to QUEUED.',
  source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html',
  * judge(cloud) {
    for (const pipeline of pipelines(cloud)) {
      const mode = textOf(pipeline.get('ExecutionMode') ?? 'SUPERSEDED');
      if (mode !== undefined && actionsOf(pipeline).some((one) => one.category === 'Approval')) {
        const first = pipeline.get('PipelineType') === 'V1';
        yield verdict(pipeline, mode === 'QUEUED' && !first, `executions are ${mode}${first ? ', and the type is V1, which has no queue' : ''}`, 'ExecutionMode');
      }
    }
  },
};
