import AjvDraft4 from 'ajv-draft-04';
import { Factor } from '../factor';
import { Resource } from '../resource';
import { Rule, Verdict, verdict } from '../rule';
import { isDecided, listOf, mapOf, textOf, Value } from '../value';

export const dynamicConfigValid: Rule = {
  id: 'TF-III-DynamicConfigValid',
  factor: Factor.CONFIG,
  severity: 'error',
  checks: 'A hosted configuration is what its content type says, and keeps to the schema of its profile.',
  why: 'AppConfig refuses content that breaks the profile\'s schema, and the stack fails half-way. With no schema, the app gets it.',
  mend: 'Correct the content or the schema.',
  source: 'https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-configuration-and-profile-validators.html',
  * judge(cloud) {
    for (const version of cloud.all('AWS::AppConfig::HostedConfigurationVersion')) {
      const content = version.get('Content');
      const parsed = typeof content === 'string' ? parse(content) : undefined;
      const undecided = typeof content !== 'string' || !isDecided(content);
      // What is not JSON yet may become it when its undecided parts are filled in.
      if (textOf(version.get('ContentType'))?.startsWith('application/json') && (parsed !== undefined || !undecided)) {
        yield judgeContent(version, parsed, cloud.target(version.get('ConfigurationProfileId')));
      }
    }
  },
};

function judgeContent(version: Resource, content: any, profile?: Resource): Verdict {
  if (content === undefined) {
    return verdict(version, false, 'the content is no JSON', 'Content');
  }
  const schemas = listOf(profile?.get('Validators')).map(mapOf).filter((one) => one.Type === 'JSON_SCHEMA').map((one) => parse(textOf(one.Content) ?? ''));
  const [problem] = schemas.filter((one) => one !== undefined).map((one) => problemWith(one, content)).filter((one) => one !== undefined);
  return verdict(version, problem === undefined, problem ?? (schemas.length > 0 ? 'the content keeps to its schema' : 'the content is JSON'), 'Content');
}

function problemWith(schema: any, content: any): string | undefined {
  try {
    // The schema of schemas is left out: to compile it takes longer than all other rules together.
    const ajv = new AjvDraft4({ strict: false, logger: false, allErrors: true, verbose: true, meta: false, validateSchema: false });
    ajv.validate(schema, content);
    const certain = (ajv.errors ?? []).filter((one) => one.keyword === 'required' || isDecided(one.data as Value));
    return certain.length === 0 ? undefined : `the content breaks its schema: ${ajv.errorsText(certain)}`;
  } catch (error) {
    return `the schema is none: ${(error as Error).message}`;
  }
}

function parse(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
