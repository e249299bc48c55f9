import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { textOf } from '../value';
import { containers, variablesOf } from './support/tasks';

const SWITCHES = /^(APP_ENV|APP_ENVIRONMENT|ENV|ENVIRONMENT|STAGE|RAILS_ENV|RACK_ENV|SPRING_PROFILES_ACTIVE|ASPNETCORE_ENVIRONMENT|DOTNET_ENVIRONMENT|FLASK_ENV)$/i;
const GROUPS = /^(dev|development|test|testing|qa|uat|stage|staging|pre-?prod|prod|production|live)$/i;

export const noGroupedConfig: Rule = {
  id: 'TF-III-NoGroupedConfig',
  factor: Factor.CONFIG,
  severity: 'warning',
  checks: 'No variable tells the app the name of its environment.',
  why: 'Such a name chooses between groups of values that live in the code. They multiply with each environment, and a new one needs a new build.',
  mend: 'Give each setting a variable of its own; to tell environments apart in logs and metrics, use tags.',
  source: 'https://12factor.net/config',
  * judge(cloud) {
    for (const container of containers(cloud)) {
      const decided = variablesOf(container).filter(([, value]) => textOf(value) !== undefined);
      const grouped = decided.find(([name, value]) => SWITCHES.test(name) && GROUPS.test(textOf(value)!));
      if (decided.length > 0) {
        yield verdict(container.task, !grouped, grouped ? `${grouped[0]}=${grouped[1]}` : 'each variable is a setting', `${container.location}.Environment`);
      }
    }
  },
};
