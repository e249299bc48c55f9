/** What stands in for AWS where moto does not answer as AWS does. Printed with the results: nobody should have to guess. */
export const STAND_INS = [
  'aws: the real AWS CLI, its own driver and all, but loaded once and forked for each call; the build uses bin/aws itself',
  'the ledger\'s current entry: put there by ssm put-parameter, for the codebase stack\'s custom resource, which moto would run in Docker',
  'the key of provenance: made by kms create-key and create-alias of what the template says; its attestations are put by ecr put-image, signed by kms sign',
  'images: manifests put by ecr put-image, by their real digests; moto holds no layers',
  'cloudformation describe-stacks: moto gives a parameter\'s resolved value as its value; the name is put back, and ResolvedValue added',
  'cloudformation update-stack: refused as AWS refuses it when nothing changes, the stack is busy or cannot be updated, a capability or the role is '
    + 'missing, or a ledger entry is not there (moto takes the first four and breaks at the last); a missing parameter falls back to its default; '
    + 'all else is moto\'s',
  'stack states: moto updates at once; UPDATE_IN_PROGRESS is shown for one look after each update; states in which it cannot be updated, an update '
    + 'that is undone or cancelled, and its events, newest first, are made up',
  'the clock: where something takes too long, the script\'s clock is a minute later at each look',
  'throttling: made up, and retried by the script',
  'ecs list-tasks: moto ignores --service-name; asked by --started-by instead; nor does it find the tasks of a family whose revision is retired',
  'ecs describe-services: the load balancers of the template are added; the deployment has the service\'s counts, where moto leaves its first '
    + 'ones; a crashing service has no running task',
  'ECS and Application Auto Scaling: tasks are started, stopped and registered as targets in moto, as many as the scalable target\'s minimum',
  'the release command: moto starts its task and runs no container; it ends after two looks with the exit code of the scenario',
  'the build\'s agent: the commands of the template\'s buildspec run in bash, phase by phase; docker is a command that knows what they call',
  'docker push: moto has ECR\'s API and no registry behind it; the manifest is put there by aws ecr put-image, its layers are not',
  'ecr get-download-url-for-layer and the curl after it: moto has neither; the image\'s configuration comes from where docker has kept it',
];

/** What builds the image. */
export const BUILDERS = {
  buildah: 'docker buildx build: buildah, from the scratch image, as no registry needs to be reached',
  none: 'docker buildx build: there is no buildah here that works, so a manifest is made of what the Dockerfile copies',
};
