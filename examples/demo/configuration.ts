import Ajv from 'ajv-draft-04';
import { AppConfigDataServer } from './appconfig-data-server';
import { HostedConfiguration } from './production';

/** A deployment that AppConfig would not accept. */
export class RefusedDeployment extends Error {}

/** The side of AppConfig that deploys: it lets nothing through that breaks the profile's validators. */
export class Configuration {
  constructor(private readonly server: AppConfigDataServer, private readonly hosted: HostedConfiguration) {}

  deploy(content: string): void {
    for (const schema of this.hosted.schemas) validate(content, schema);
    this.server.deploy(...this.hosted.location, content);
  }
}

function validate(content: string, schema: string): void {
  const ajv = new Ajv({ allErrors: true, strict: false, logger: false, validateFormats: false });
  if (!ajv.validate(JSON.parse(schema), JSON.parse(content))) throw new RefusedDeployment(ajv.errorsText(ajv.errors, { dataVar: 'configuration' }));
}
