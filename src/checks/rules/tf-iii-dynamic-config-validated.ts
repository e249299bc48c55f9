import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { Undecided } from '../value';

export const dynamicConfigValidated: Rule = {
  id: 'TF-III-DynamicConfigValidated',
  factor: Factor.CONFIG,
  severity: 'warning',
  checks: 'AppConfig validates a configuration before it rolls it out.',
  why: 'A running app takes a new configuration with no release in between. One bad value reaches every task at once.',
  mend: 'Give the profile a JSON schema or a function that validates.',
  source: 'https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-configuration-and-profile-validators.html',
  * judge(cloud) {
    for (const profile of cloud.all('AWS::AppConfig::ConfigurationProfile')) {
      const validators = profile.get('Validators') ?? [];
      // Feature flags bring their own schema.
      if (profile.get('Type') !== 'AWS.AppConfig.FeatureFlags' && !(validators instanceof Undecided)) {
        const count = Array.isArray(validators) ? validators.length : 1;
        yield verdict(profile, count > 0, `${count} validator${count === 1 ? '' : 's'}`, 'Validators');
      }
    }
  },
};
