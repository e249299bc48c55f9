import { lookUpsIn } from '../private/look-ups';

/** What shows its values to everybody who may describe it, and what to do about a secret there. */
const SHOWS: { [type: string]: string } = {
  'AWS::ECS::TaskDefinition': 'give it to the container as an ecs.Secret, with addSecret() of environment.process(name).taskDefinition.defaultContainer',
  'AWS::AppConfig::HostedConfigurationVersion': 'give its name to the app, which reads it at run time',
};

/** Where a template has CloudFormation write a secret in plain text, by a dynamic reference in a variable, a command or the dynamic config. */
export function plainSecrets(template: any): string[] {
  return Object.entries<any>(template.Resources ?? {}).filter(([, { Type }]) => SHOWS[Type]).flatMap(([id, resource]) => {
    const { secrets, secureParameters } = lookUpsIn({ Resources: { [id]: resource } });
    return [...new Set([...secrets, ...secureParameters])].map((secret) => (
      `${resource.Properties.Family ?? id} holds a dynamic reference to the secret "${secret}", which CloudFormation replaces with its value in plain text; ${SHOWS[resource.Type]}`));
  });
}
