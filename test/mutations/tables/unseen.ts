import { container, edit, set, setAll, variable } from '../support/change';
import { Row } from '../support/mistake';
import { GUESTBOOK, JOBS, SHOP } from '../support/places';

const { task, service, executionRole, targets, alarm, content } = GUESTBOOK;

/** Mistakes that no template shows: what comes of them is why not. */
export const unseen: Row[] = [
  ['The health check calls curl, which the image has not', 'only the image shows it',
    container(task, { HealthCheck: { Command: ['CMD-SHELL', 'curl -f http://localhost:8080/ || exit 1'] } })],
  ['The health check asks a path that asks the database', 'only the app shows what a path does',
    set(targets, 'HealthCheckPath', '/status')],
  ['The user that is named is root in the image', 'only the image shows it',
    container(task, { User: 'app' })],
  ['The process ignores SIGTERM', 'only the process shows it',
    container(task, { Command: ['node', 'dist/old-web.js'] })],
  ['The container starts through a script that does not hand over', 'only the image shows it',
    container(task, { Command: ['./start.sh'] })],
  ['A policy from elsewhere lacks what the task needs', 'only the account shows it',
    set(executionRole, 'ManagedPolicyArns', ['arn:aws:iam::123456789012:policy/tasks'])],
  ['The deployment\'s alarm is named, and does not exist', 'only the account shows it',
    set(service, 'DeploymentConfiguration.Alarms.AlarmNames', ['Guestbook-errors'])],
  ['The alarm\'s threshold is above what ever happens', 'only the traffic shows it',
    set(alarm, 'Threshold', 100)],
  ['The table is named by hand, and is production\'s own', 'only the account shows whose a name is',
    set(content, 'Content', '{ "TableName": "guestbook-live" }')],
  ['The tag is a parameter, whose default is latest', 'only the deployment decides it',
    container(task, { Image: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/guestbook:${ReleaseDigest3799193D}' } })],
  ['The task has less memory than the app needs', 'only the load shows it',
    setAll(JOBS('Worker'), { Cpu: '256', Memory: '512', EphemeralStorage: { SizeInGiB: 21 } })],
  ['The worker gives a job back only when it is killed', 'only the process shows it',
    variable(JOBS('Worker'), 'PREFETCH', '50')],
  ['The image is built from a floating base image', 'only the Dockerfile shows it',
    edit(SHOP('Pipeline'), ({ Stages }) => Stages[1].Actions[0].Configuration.DockerFilePath = 'docker')],
];
