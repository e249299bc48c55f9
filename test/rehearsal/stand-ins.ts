/** What stands in for AWS where moto does not answer as AWS does. Printed with the results: nobody should have to guess. */
export const STAND_INS = [
  'cloudformation describe-stacks: moto gives a parameter\'s resolved value as its value; the name is put back, and ResolvedValue added',
  'cloudformation update-stack: refused as AWS refuses it when nothing changes, the stack is busy, a capability or the role is missing, or a ledger '
    + 'entry is not there (moto takes the first four and breaks at the last); a missing parameter falls back to its default; all else is moto\'s',
  'stack states: moto updates at once; UPDATE_IN_PROGRESS is shown for one look after each update, and a failed update and its events are made up',
  'ecs list-tasks: moto ignores --service-name; asked by --started-by instead',
  'ecs describe-services: the load balancers of the template are added; the deployment has the service\'s counts, where moto leaves its first '
    + 'ones; a crashing service has no running task',
  'ECS and Application Auto Scaling: tasks are started, stopped and registered as targets in moto, as many as the scalable target\'s minimum',
];
