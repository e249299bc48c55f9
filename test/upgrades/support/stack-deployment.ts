import { isDeepStrictEqual } from 'util';
import { Account } from './account';
import { DeployableStack } from './assembly';
import { deniedToReleases, differing, importsIn, movesNetwork, replacing } from './comparison';
import { createCustom, customId, deleteCustom, isCustom, isKept } from './custom-resource';
import { Evaluator, Surroundings, ZONES } from './evaluator';
import { fixedName, takes } from './identity';
import { keeps, LiveResource, LiveStack, noUpdate, StackUpdate } from './live-stack';

/**
 * One update of one stack, as CloudFormation makes it: first everything new and changed, what is replaced included, then the deletion of what is old.
 * References are what they stand for at that moment, so that whatever refers to something that is replaced changes with it.
 */
export class StackDeployment implements Surroundings {
  public readonly update: StackUpdate;
  private readonly resources = new Map<string, LiveResource>();
  private readonly old: LiveResource[] = [];
  private readonly evaluator = new Evaluator(this);
  private readonly parameters: { [name: string]: string };

  constructor(private readonly account: Account, private readonly stack: DeployableStack, private readonly live: LiveStack | undefined, given = {}) {
    this.update = noUpdate(stack.name, live === undefined);
    this.parameters = this.chooseParameters(given);
  }

  /** Makes the update, and returns the stack as it is afterwards. */
  public run(rememberedRole: LiveStack['rememberedRole']): LiveStack {
    const { name, place, template } = this.stack;
    const before = this.live?.rememberedRole;
    Object.keys(this.parameters).forEach((parameter) => this.ref(parameter));
    Object.keys(template.Resources).forEach((logicalId) => this.apply(logicalId));
    const outputs = this.evaluated(template.Outputs ?? {}, (output) => output.Value);
    const exported = Object.entries<any>(template.Outputs ?? {}).filter(([, output]) => output.Export);
    const exports = Object.fromEntries(exported.map(([id, output]) => [this.evaluator.evaluate(output.Export.Name), outputs[id]]));
    this.checkExports(exports);
    this.cleanUp();
    if (before === 'release role' && !this.stack.hasExecutionRole && rememberedRole === undefined) {
      this.refused(deniedToReleases(this.update));
    }
    return {
      name,
      place,
      template,
      outputs,
      exports,
      parameters: this.parameters,
      resources: this.resources,
      imports: new Set(importsIn(template).map((one) => this.evaluator.evaluate(one))),
      rememberedRole: rememberedRole ?? (this.stack.hasExecutionRole ? undefined : before),
    };
  }

  public ref(name: string): any {
    const { place, name: stackName, template } = this.stack;
    if (name in template.Resources) {
      return this.apply(name)?.physicalId;
    }
    if (name in this.parameters) {
      return template.Parameters[name].Type.startsWith('AWS::SSM::Parameter::Value') ? this.read(this.parameters[name]) : this.parameters[name];
    }
    const [account, region] = place.replace('aws://', '').split('/');
    const pseudo: { [name: string]: string } = {
      'AWS::AccountId': account,
      'AWS::Region': region,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stackName,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stackName}`,
    };
    return pseudo[name] ?? `Ref ${name}`;
  }

  public attribute(logicalId: string, attribute: string): any {
    const zone = /^AvailabilityZones\.(\d)\.ZoneName$/.exec(attribute);
    return zone ? ZONES[Number(zone[1])] : `${this.ref(logicalId)}.${attribute}`;
  }

  public imported(exportName: string): any {
    const value = this.account.exported(this.stack.place, exportName);
    this.refuse(value === undefined, `nothing exports ${exportName}`);
    return value;
  }

  public stackOutput(stackName: string, outputName: string): any {
    const value = this.account.stack(this.stack.place, stackName)?.outputs[outputName];
    this.refuse(value === undefined, `the stack ${stackName} has no output ${outputName}`);
    return value;
  }

  public condition(name: string): boolean {
    return this.evaluator.decide(this.stack.template.Conditions[name]);
  }

  /** The CDK CLI leaves every parameter that the stack has as it is. */
  private chooseParameters(given: { [name: string]: string }): { [name: string]: string } {
    return Object.fromEntries(Object.entries<any>(this.stack.template.Parameters ?? {}).map(([name, parameter]) => (
      [name, given[name] ?? this.live?.parameters[name] ?? parameter.Default]
    )));
  }

  private read(parameter: string): string {
    const value = parameter.startsWith('/cdk-bootstrap/') ? '99' : this.account.parameter(this.stack.place, parameter);
    this.refuse(value === undefined, `unable to fetch the parameter ${parameter}`);
    return value ?? 'none';
  }

  private apply(logicalId: string): LiveResource | undefined {
    const resource = this.stack.template.Resources[logicalId];
    if (this.resources.has(logicalId) || resource.Condition !== undefined && !this.condition(resource.Condition)) {
      return this.resources.get(logicalId);
    }
    const properties = this.evaluator.evaluate(resource.Properties ?? {});
    const was = this.live?.resources.get(logicalId);
    const why = was === undefined ? [] : was.type !== resource.Type ? ['its type'] : replacing(resource.Type, was.properties, properties);
    const isNew = was === undefined || why.length > 0;
    const is: LiveResource = {
      logicalId,
      type: resource.Type,
      path: resource.Metadata?.['aws:cdk:path'] ?? logicalId,
      properties,
      physicalId: isNew ? this.newId(logicalId, resource.Type, properties) : was.physicalId,
      deletionPolicy: resource.DeletionPolicy ?? 'Delete',
    };
    this.resources.set(logicalId, is);
    this.account.know(is);
    if (isNew) {
      this.create(is, was, why);
    } else if (!isDeepStrictEqual(was.properties, properties)) {
      this.update.updated.push({ resource: is, properties: differing(was.properties, properties) });
      this.account.release(was, this.stack);
      this.take(is);
      this.refused(movesNetwork(this.account, was, is));
    }
    return is;
  }

  private create(is: LiveResource, was: LiveResource | undefined, why: string[]): void {
    this.take(is);
    if (isCustom(is.type)) {
      this.refused(createCustom(this.account, this.stack.place, is));
    }
    if (!was) {
      this.update.created.push({ resource: is, properties: [] });
      return;
    }
    this.update.replaced.push({ resource: is, properties: why });
    this.dispose(was, this.stack.template.Resources[is.logicalId].UpdateReplacePolicy, why);
  }

  private take(is: LiveResource): void {
    for (const identity of takes(is.type, is.properties)) {
      const owner = this.account.owner(this.stack.place, identity);
      this.refuse(owner !== undefined, `${identity} is taken by ${owner?.text}`);
      this.account.take(this.stack, identity, is);
    }
  }

  /** Old ones go last. */
  private dispose(was: LiveResource, policy: string | undefined, why: string[] = []): void {
    if (keeps(policy)) {
      this.account.orphan(this.stack, was);
      this.update.kept.push({ resource: was, properties: why });
    } else {
      this.old.push(was);
    }
  }

  private cleanUp(): void {
    for (const was of this.live?.resources.values() ?? []) {
      if (!this.resources.has(was.logicalId)) {
        const policy = isKept(was) ? 'Retain' : was.deletionPolicy;
        this.dispose(was, policy);
        if (!keeps(policy)) {
          this.update.removed.push({ resource: was, properties: [] });
        }
      }
    }
    for (const was of this.old) {
      this.refused(this.account.obstacle(was));
      this.account.release(was, this.stack);
      if (isCustom(was.type)) {
        deleteCustom(this.account, this.stack.place, was);
      }
    }
  }

  private checkExports(exports: { [name: string]: any }): void {
    for (const [name, value] of Object.entries(this.live?.exports ?? {})) {
      const importers = this.account.importers(this.stack.place, name);
      this.refuse(importers.length > 0 && exports[name] !== value,
        `the export ${name} cannot ${name in exports ? 'change' : 'go'}, since ${importers.join(', ')} imports it`);
    }
    for (const name of Object.keys(exports)) {
      const other = this.account.exporter(this.stack.place, name);
      this.refuse(other !== undefined && other !== this.stack.name, `the export ${name} is one of ${other} already`);
    }
  }

  private newId(logicalId: string, type: string, properties: any): string {
    return (isCustom(type) ? customId(properties) : fixedName(type, properties)) ?? `${this.stack.name}.${logicalId}#${this.account.count()}`;
  }

  private evaluated(values: { [name: string]: any }, pick: (value: any) => any): { [name: string]: any } {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, this.evaluator.evaluate(pick(value))]));
  }

  private refuse(isRefused: boolean, why: string): void {
    this.refused(isRefused ? why : undefined);
  }

  private refused(why: string | undefined): void {
    if (why !== undefined && !this.update.refused.includes(why)) {
      this.update.refused.push(why);
    }
  }
}
