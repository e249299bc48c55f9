import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { containers, nameOf, wordsOf } from './support/tasks';

const INSTALLS = /\b(npm (i|install|ci)|pnpm (i|install|add)|yarn (install|add)|pip3? install|apt(-get)? (install|upgrade)|(yum|dnf|gem|bundle|composer|poetry) install|apk add)\b/;

export const nothingInstalledAtStart: Rule = {
  id: 'TF-II-NothingInstalledAtStart',
  factor: Factor.DEPENDENCIES,
  severity: 'warning',
  checks: 'A container installs nothing when it starts.',
  why: 'A start then needs a registry, takes minutes, and two copies of one release may run different dependencies.',
  mend: 'Install while the image is built.',
  source: 'https://12factor.net/dependencies',
  * judge(cloud) {
    for (const container of containers(cloud)) {
      const words = [...wordsOf(container.definition.EntryPoint) ?? [], ...wordsOf(container.definition.Command) ?? []];
      const [installs] = INSTALLS.exec(words.join(' ')) ?? [];
      if (words.length > 0) {
        yield verdict(container.task, !installs, `${nameOf(container)} runs ${installs ?? 'what its image has'}`, `${container.location}.Command`);
      }
    }
  },
};
