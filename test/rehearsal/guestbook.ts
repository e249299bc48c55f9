import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { AdminTask, Codebase, Process, Provenance, Release, TwelveFactorFargateApp } from '../../src';

/** The templates that are rehearsed, as `cdk deploy` would send them. */
export interface Guestbook {
  readonly codebase: any;
  readonly staging: any;
  readonly pipeline: any;
}

/** An app with a web process, a worker, a scheduled task and maybe a release command, as the library makes it today. */
export function guestbook(release?: Release, provenance?: Provenance): Guestbook {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'rehearsal-cdk-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    new TwelveFactorFargateApp(app, 'Guestbook', {
      codebase: Codebase.codeCommit(),
      processes: {
        web: Process.web(),
        worker: Process.worker({ command: ['node', 'dist/worker.js'] }),
      },
      adminTasks: {
        backup: AdminTask.scheduled({ command: ['node', 'dist/admin/backup.js'], schedule: ScheduleExpression.cron({ hour: '0', minute: '0' }) }),
      },
      release,
      provenance,
    });
    const { stacks } = app.synth();
    const template = (name: string) => stacks.find(({ stackName }) => stackName === name)!.template;
    return { codebase: template('Guestbook-Codebase'), staging: template('Guestbook-Staging'), pipeline: template('Guestbook-Pipeline') };
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

/** The same, with a command that runs before any process is replaced. */
export function guestbookWithCommand(): Guestbook {
  return guestbook(Release.withCommand({ command: ['node', 'dist/admin/migrate.js'] }));
}

/** The same, where no image is released without provenance that the pipeline has signed. */
export function guestbookWithProvenance(): Guestbook {
  return guestbook(undefined, Provenance.signed());
}
