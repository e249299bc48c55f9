import { Factor } from '../factor';
import { Rule, verdict } from '../rule';

/** An installation that takes no package's name: from the lockfile, or from what the manifest allows today. */
const INSTALLS = /\bnpm (ci|install|i)(?=\s*($|["'&;|\n]))|\byarn install\b[^\n&;|"]*/g;

export const lockfileDecides: Rule = {
  id: 'TF-II-LockfileDecides',
  factor: Factor.DEPENDENCIES,
  severity: 'warning',
  checks: 'A build installs what the lockfile names.',
  why: 'An npm install or a plain yarn install may take newer versions, so that the same commit is another app tomorrow.',
  mend: 'Run npm ci, or yarn install with --immutable or --frozen-lockfile.',
  source: 'https://12factor.net/dependencies',
  * judge(cloud) {
    for (const project of cloud.all('AWS::CodeBuild::Project')) {
      const buildspec = project.get('Source.BuildSpec');
      const found = typeof buildspec === 'string' ? [...buildspec.matchAll(INSTALLS)].map(([one]) => one.trim()) : [];
      if (found.length > 0) {
        const loose = found.find((one) => one !== 'npm ci' && !/--(immutable|frozen-lockfile)/.test(one));
        yield verdict(project, !loose, `runs ${loose ?? found[0]}`, 'Source.BuildSpec');
      }
    }
  },
};
