import { CfnElement, Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Resource } from './resource';

/** Why findings were acknowledged, where: at the construct of a resource, or at one above it. */
export class Acknowledgements {
  /** None at all. */
  public static readonly NONE = new Acknowledgements();

  /** Those of an app that are for the rules of a plugin. */
  public static of(app: IConstruct, plugin: string): Acknowledgements {
    const found = new Acknowledgements();
    for (const construct of app.node.findAll()) {
      const told = construct.node.metadata.filter((one) => one.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map((one) => one.data);
      const reasons = Object.assign({}, ...told) as { [id: string]: string };
      if (Object.keys(reasons).length > 0) {
        found.reasons.set(construct, reasons);
      }
    }
    // To find the construct of a resource takes time: only where it is needed.
    if (found.reasons.size > 0) {
      found.prefix = `${plugin}::`;
      app.node.findAll().filter((one) => CfnElement.isCfnElement(one)).forEach((one) => found.constructs.set(key(one), one));
    }
    return found;
  }

  private readonly reasons = new Map<IConstruct, { [id: string]: string }>();
  private readonly constructs = new Map<string, IConstruct>();
  private prefix = '';

  private constructor() {}

  /** The reason why a finding was acknowledged, the nearest one. */
  public reasonFor(ruleId: string, resource: Resource): string | undefined {
    const scopes = this.constructs.get(`${resource.template.name}/${resource.logicalId}`)?.node.scopes ?? [];
    return [...scopes].reverse().map((one) => this.reasons.get(one)?.[this.prefix + ruleId]).find((one) => one !== undefined);
  }
}

/** What a resource of a template is known by: its stack's path and its logical id. */
function key(element: CfnElement): string {
  const stack = Stack.of(element);
  return `${stack.node.path}/${stack.resolve(element.logicalId)}`;
}
