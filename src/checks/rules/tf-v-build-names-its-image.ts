import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { textOf } from '../value';
import { actions } from './support/pipelines';

export const buildNamesItsImage: Rule = {
  id: 'TF-V-BuildNamesItsImage',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'error',
  checks: 'The pipeline\'s own image build gives each image a tag of its own.',
  why: 'ECRBuildAndPublish pushes the tag latest when it is told none: each build moves it, and with immutable tags the second build fails.',
  mend: 'Set ImageTags to the commit, such as #{Source.CommitId}, and hand #{Build.ECRImageDigestId} on.',
  source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECRBuildAndPublish.html',
  * judge(cloud) {
    for (const { pipeline, provider, configuration, location } of actions(cloud)) {
      const tags = textOf(configuration.ImageTags ?? 'latest')?.split(',').map((one) => one.trim());
      if (provider === 'ECRBuildAndPublish' && tags) {
        yield verdict(pipeline, !tags.includes('latest'), `pushes ${tags.join(', ')}`, `${location}.Configuration.ImageTags`);
      }
    }
  },
};
