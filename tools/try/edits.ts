import { AssemblyStack } from './assembly';

const CONDITION = 'NeverSignalled';
const HANDLE = 'NeverSignalledHandle';

/** A template whose creation fails when everything else of it has been created: at a condition that waits for a signal, for a second, in vain. */
export function failingAtTheEnd({ template }: AssemblyStack): any {
  const condition = {
    Type: 'AWS::CloudFormation::WaitCondition',
    Properties: { Handle: { Ref: HANDLE }, Timeout: '1', Count: 1 },
    DependsOn: Object.keys(template.Resources).filter((id) => template.Resources[id].Condition === undefined),
  };
  return { ...template, Resources: { ...template.Resources, [HANDLE]: { Type: 'AWS::CloudFormation::WaitConditionHandle' }, [CONDITION]: condition } };
}

/** Of the app, what an environment is: its stack says where its releases are recorded. */
export function isEnvironment({ template }: AssemblyStack): boolean {
  return template.Outputs?.ReleaseLedger !== undefined && template.Outputs?.ReleaseProcesses !== undefined;
}

/** A variable more in each container of an environment: what an app that is edited synthesises. */
export function withVariable({ template }: AssemblyStack, name: string, value: string): any {
  const edit = (resource: any) => resource.Type !== 'AWS::ECS::TaskDefinition' ? resource : {
    ...resource,
    Properties: {
      ...resource.Properties,
      ContainerDefinitions: resource.Properties.ContainerDefinitions.map((one: any) => (
        { ...one, Environment: [...one.Environment ?? [], { Name: name, Value: value }] })),
    },
  };
  return { ...template, Resources: Object.fromEntries(Object.entries(template.Resources).map(([id, one]) => [id, edit(one)])) };
}
