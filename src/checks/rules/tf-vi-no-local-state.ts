import { Factor } from '../factor';
import { Rule, verdict } from '../rule';
import { listOf, mapOf, textOf, Undecided } from '../value';

export const noLocalState: Rule = {
  id: 'TF-VI-NoLocalState',
  factor: Factor.PROCESSES,
  severity: 'warning',
  checks: 'A task keeps nothing on a file system that outlives it.',
  why: 'Files on a mounted volume tie copies to each other or to a machine: two releases write the same files at once, and no rollback undoes that.',
  mend: 'Keep state in a backing service, such as a table or a bucket; volumes without a source are scratch space, and fine.',
  source: 'https://12factor.net/processes',
  * judge(cloud) {
    for (const task of cloud.all('AWS::ECS::TaskDefinition')) {
      const volumes = listOf(task.get('Volumes'));
      if (!(task.get('Volumes') instanceof Undecided) && !volumes.some((one) => one instanceof Undecided)) {
        const lasting = volumes.map(mapOf).find((one) => one.EFSVolumeConfiguration ?? one.FSxWindowsFileServerVolumeConfiguration
          ?? textOf(mapOf(one.Host).SourcePath) ?? (mapOf(one.DockerVolumeConfiguration).Scope === 'shared' || undefined));
        yield verdict(task, !lasting, lasting ? `the volume ${lasting.Name} outlives a task` : 'no lasting volume', 'Volumes');
      }
    }
  },
};
