import { container, edit, set, setAll } from '../support/change';
import { Row } from '../support/mistake';
import { GUESTBOOK, JOBS } from '../support/places';

const { task, count, backup } = GUESTBOOK;

export const concurrency: Row[] = [
  ['The worker is a second container of the web task', 'each scales and falls with the other',
    edit(task, ({ ContainerDefinitions: all }) => all.unshift({ ...all[0], Name: 'worker', Command: ['node', 'dist/worker.js'], PortMappings: undefined })),
    'TF-VIII-ProcessesScaleApart'],
  ['The worker on a queue scales by its processor', 'the queue grows while the worker waits',
    setAll(JOBS('ServiceTaskCountTargetBacklog'), {
      TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }, TargetValue: 60 },
    }), 'TF-VIII-WorkerScalesOnBacklog'],
  ['The container runs supervisord', 'what it starts crashes unseen',
    container(task, { Command: ['supervisord', '-c', '/etc/supervisord.conf'] }), 'TF-VIII-NoDaemons'],
  ['The container runs pm2 start', 'the process is in the background, the container ends',
    container(task, { Command: ['pm2', 'start', 'dist/web.js', '-i', 'max'] }), 'TF-VIII-NoDaemons'],
  ['A worker runs in the background of a shell', 'it crashes unseen and is cut off',
    container(task, { Command: ['sh', '-c', 'node dist/worker.js & exec node dist/web.js'] }), 'TF-VIII-NoDaemons'],
  ['The container runs crond', 'a schedule that no other copy knows of, or all have',
    container(backup, { Command: ['crond', '-f'] }), 'TF-VIII-NoDaemons'],
  ['The least copies are more than the most', 'Application Auto Scaling refuses the target',
    setAll(count, { MinCapacity: 4, MaxCapacity: 2 }), 'TF-VIII-ScalingHasRange'],
  ['Scaling is for a service of another name', 'nothing ever scales',
    set(count, 'ResourceId', 'service/guestbook/web')],
];
