import { createHash } from 'node:crypto';

/** What an app's stacks say with nothing left of how their constructs are called: two apps with the same resources come to the same. */
export function canonical(templates: Templates): { [stackName: string]: string[] } {
  let labels = labelsBy(templates, ({ kind }) => kind);
  // Each round tells resources apart by what they refer to, one step further.
  for (let count = 0; count !== distinct(labels);) {
    count = distinct(labels);
    labels = labelsBy(templates, (one) => `${one.kind} ${digest(withoutNames(one, labels))}`);
  }
  return render(templates, labels);
}

/** The same with every reference named by the type that it goes to: less strict, and a difference shows where it is. */
export function readable(templates: Templates): { [stackName: string]: string[] } {
  return render(templates, labelsBy(templates, ({ kind }) => kind));
}

export interface Templates {
  readonly [stackName: string]: any;
}

/** A part of a template that has a name: a resource, a condition, a parameter or an output. */
interface Part {
  readonly stackName: string;
  readonly name: string;
  readonly kind: string;
  readonly body: any;
  /** The paths of the constructs that the stack's resources lie in, as they are and as they begin unique names. */
  readonly paths: Set<string>;
}

/** What stands for each name, by stack. */
type Labels = Map<string, Map<string, string>>;

function partsOf(stackName: string, template: any): Part[] {
  const paths = pathsIn(template);
  return ['Parameters', 'Conditions', 'Resources', 'Outputs'].flatMap((section) => Object.entries<any>(template[section] ?? {})
    .filter(([name]) => !name.startsWith('CDKMetadata')) // it lists the constructs that were used
    .map(([name, body]) => ({ stackName, name, body, paths, kind: body.Type?.includes('::') && section === 'Resources' ? body.Type : section.slice(0, -1) })));
}

function pathsIn(template: any): Set<string> {
  const paths = new Set<string>();
  for (const { Metadata } of Object.values<any>(template.Resources)) {
    const words: string[] = Metadata?.['aws:cdk:path']?.split('/') ?? [];
    for (let length = 2; length < words.length; length++) { // one word alone may mean anything
      const path = words.slice(0, length);
      paths.add(path.join('/'));
      paths.add(path.filter((word) => word !== 'Default').join('').replace(/\W/g, ''));
    }
  }
  return paths;
}

function labelsBy(templates: Templates, label: (part: Part) => string): Labels {
  return new Map(Object.entries(templates).map(([stackName, template]) => (
    [stackName, new Map(partsOf(stackName, template).map((part) => [part.name, label(part)]))]
  )));
}

function distinct(labels: Labels): number {
  return new Set([...labels.values()].flatMap((one) => [...one.values()])).size;
}

function render(templates: Templates, labels: Labels): { [stackName: string]: string[] } {
  return Object.fromEntries(Object.entries(templates).map(([stackName, template]) => (
    [stackName, partsOf(stackName, template).map((part) => `${part.kind} ${JSON.stringify(withoutNames(part, labels), undefined, 1)}`).sort()]
  )));
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}

/** A path may be the whole text, or be in it as the CDK makes unique names of paths: its letters and digits, and a hash. */
function withoutPaths(text: string, paths: Set<string>): string {
  return paths.has(text) ? '(path)' : text.replace(/\b(\w+)[0-9A-F]{8}\b/g, (whole, letters) => paths.has(letters) ? '(path)' : whole);
}

/** The part with labels in place of names and paths, its keys in order. */
function withoutNames({ stackName, body: { Metadata, ...body }, paths }: Part, labels: Labels): any {
  const own = labels.get(stackName)!;
  const rewrite = (value: any): any => {
    if (typeof value === 'string') return own.get(value) ?? withoutPaths(value, paths);
    if (Array.isArray(value)) return value.map(rewrite);
    if (typeof value !== 'object' || value === null) return value;
    const elsewhere = value['Fn::GetStackOutput'];
    if (elsewhere) return { 'Fn::GetStackOutput': labels.get(elsewhere.StackName)?.get(elsewhere.OutputName) };
    const entries = Object.entries(value).map(([key, each]) => [key, key === 'DependsOn' ? [each].flat().map(rewrite).sort() : rewrite(each)] as const);
    return Object.fromEntries(entries.sort(([one], [other]) => one < other ? -1 : 1));
  };
  return rewrite(body);
}
