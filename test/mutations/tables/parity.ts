import { edit, set, together, container, variable } from '../support/change';
import { Row } from '../support/mistake';
import { TWICE } from '../support/places';

const task = TWICE.guestbook('ProcesseswebTaskTaskDefinition');
const stagingTask = TWICE.guestbookStaging('ProcesseswebTaskTaskDefinition');
const both = (path: string, value: any, change = container) => together(change(task, { [path]: value }), change(stagingTask, { [path]: value }));

export const parity: Row[] = [
  ['Production has images of its own', 'what was tested is not what is released',
    container(task, { Image: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/guestbook-production:1.4.2' } }),
    'TF-X-SameImage'],
  ['Production runs another command', 'what was tested is not what runs',
    container(task, { Command: ['node', 'dist/cluster.js'] }), 'TF-X-SameProcesses'],
  ['Production has a sidecar that staging has not', 'what was tested is not what runs',
    edit(task, ({ ContainerDefinitions: all }) => all.unshift({ ...all[0], Name: 'cache', PortMappings: undefined, Image: 'public.ecr.aws/docker/library/redis:7.4.1', Environment: [] })),
    'TF-X-SameImage', 'TF-X-SameProcesses'],
  ['Production has a switch that staging has not', 'a path through the code that nobody tried',
    variable(task, 'FAST_PATH', 'on'), 'TF-X-SameVariables'],
  ['Staging lacks a secret that production has', 'a path through the code that nobody tried',
    edit(task, ({ ContainerDefinitions: [web] }, named) => web.Secrets = [{ Name: 'TOKEN', ValueFrom: { Ref: named('ConfigApplication') } }]),
    'TF-X-SameVariables'],
  ['Staging\'s database is of another kind', 'what works on staging fails in production',
    set(TWICE.jobsStaging('Database'), 'Engine', 'mysql'), 'TF-X-SameEngine'],
  ['Staging\'s database is three major versions behind', 'what works on staging fails in production',
    set(TWICE.jobsStaging('Database'), 'EngineVersion', '13'), 'TF-X-SameEngine'],
  ['Both environments write to one log group', 'nobody can tell who said what, or read one alone',
    both('LogConfiguration.Options.awslogs-group', 'guestbook'), 'TF-X-EnvironmentsApart'],
  ['Both environments have one task role', 'staging may change production\'s data',
    together(...[task, stagingTask].map((one) => set(one, 'TaskRoleArn', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::123456789012:role/guestbook' }))),
    'TF-X-EnvironmentsApart'],
  ['Production reads staging\'s configuration', 'a try on staging reaches everybody',
    together(
      { app: 'guestbook, twice', apply: (templates) => templates['Guestbook-Staging'].Outputs = { Application: { Value: { Ref: 'ConfigApplication1A42FDD2' } } } },
      variable(task, 'APPCONFIG_APPLICATION', { 'Fn::GetStackOutput': { StackName: 'Guestbook-Staging', OutputName: 'Application' } }),
    ), 'TF-X-EnvironmentsApart'],
  ['Production is of another processor architecture', 'the image of staging does not start there',
    set(task, 'RuntimePlatform.CpuArchitecture', 'X86_64'), 'TF-X-SameImage'],
];
