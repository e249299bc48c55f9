import { Factor } from '../factor';
import { Rule, verdict } from '../rule';

export const buildHandsOnADigest: Rule = {
  id: 'TF-V-BuildHandsOnADigest',
  factor: Factor.BUILD_RELEASE_RUN,
  severity: 'error',
  checks: 'A build does not write the tag latest into its image definitions.',
  why: 'The deployment then pulls whatever is latest when a task starts: perhaps the image of a later, unapproved build.',
  mend: 'Write the digest that the push returned, or the tag of the commit.',
  source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html',
  * judge(cloud) {
    for (const project of cloud.all('AWS::CodeBuild::Project')) {
      const buildspec = project.get('Source.BuildSpec');
      if (typeof buildspec === 'string' && /imagedefinitions|imageDetail/.test(buildspec)) {
        const latest = buildspec.split('\n').find((one) => /imageUri/i.test(one) && /:latest\b/.test(one));
        yield verdict(project, !latest, latest ? 'its image definitions say latest' : 'its image definitions name an image', 'Source.BuildSpec');
      }
    }
  },
};
