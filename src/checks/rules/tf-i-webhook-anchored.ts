import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, textOf } from '../value';

export const webhookAnchored: Rule = {
  id: 'TF-I-WebhookAnchored',
  factor: Factor.CODEBASE,
  severity: 'error',
  checks: 'A webhook that names who may start a build names them as a whole.',
  why: 'The filter is a regular expression that may match a part: whoever has an account id that contains an allowed one can run a build with your rights.',
  mend: 'Write the pattern from ^ to $, around each account id.',
  source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/github-webhook.html',
  * judge(cloud) {
    for (const project of cloud.all('AWS::CodeBuild::Project')) {
      for (const filter of listOf(project.get('Triggers.FilterGroups')).flatMap(listOf).map(mapOf)) {
        const pattern = textOf(filter.Pattern);
        if (filter.Type === 'ACTOR_ACCOUNT_ID' && filter.ExcludeMatchedPattern !== true && pattern !== undefined) {
          yield verdict(project, isAnchored(pattern), `ACTOR_ACCOUNT_ID matches ${pattern}`, 'Triggers.FilterGroups');
        }
      }
    }
  },
};

function isAnchored(pattern: string): boolean {
  const whole = /^\^\((?:\?:)?([^()]*)\)\$$/.test(pattern);
  return whole || pattern.split('|').every((one) => /^\^.*\$$/.test(one));
}
