/* eslint-disable no-bitwise -- the compiler keeps what it knows of a symbol in bits */
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

/*
 * Reads from the types what every prop of the public API may be, as callers in JavaScript have no compiler that says so, and writes it into the table
 * that is asked at synthesis.
 */

const ROOT = path.join(__dirname, '..');
const SOURCE = path.join(ROOT, 'src', 'index.ts');
export const TABLE = path.join(ROOT, 'src', 'private', 'shapes.generated.ts');

/** What is known of the public API. */
export interface Model {
  /** What each prop of a struct, and each parameter of a factory, may be. */
  readonly shapes: { [name: string]: { [prop: string]: string } };
  /** What a kind is that is neither a struct nor built in. */
  readonly types: { [name: string]: { [key: string]: unknown } };
}

/** The kinds of a program's types, as the table writes them. */
class Reader {
  public readonly shapes: Model['shapes'] = {};
  public readonly types: Model['types'] = {};
  private readonly program = ts.createProgram([SOURCE], {
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, strict: true, skipLibCheck: true, types: ['node'], noEmit: true,
  });

  private readonly checker = this.program.getTypeChecker();

  public read(): Model {
    const index = this.checker.getSymbolAtLocation(this.program.getSourceFile(SOURCE)!)!;
    for (const symbol of this.checker.getExportsOfModule(index)) {
      if (symbol.flags & ts.SymbolFlags.Class) {
        this.readClass(symbol);
      }
    }
    return { shapes: sorted(this.shapes), types: sorted(this.types) };
  }

  /** The factories of a class, and the props of its constructor. */
  private readClass(symbol: ts.Symbol): void {
    const [declared, made] = [symbol.valueDeclaration as ts.ClassDeclaration, this.checker.getDeclaredTypeOfSymbol(symbol)];
    for (const method of declared.members.filter(ts.isMethodDeclaration).filter((one) => isPublic(one) && isStatic(one))) {
      const signature = this.checker.getSignatureFromDeclaration(method)!;
      if (signature.getReturnType() === made) {
        this.shapes[`${symbol.name}.${method.name.getText()}`] = Object.fromEntries(signature.parameters.map((parameter) => {
          const isOptional = this.checker.isOptionalParameter(parameter.valueDeclaration as ts.ParameterDeclaration);
          const kind = this.kindOf(this.checker.getTypeOfSymbol(parameter));
          return [`${parameter.name}${isOptional ? '?' : ''}`, kind in this.shapes ? `...${kind}` : kind];
        }));
      }
    }
    const constructor = declared.members.find(ts.isConstructorDeclaration);
    const props = constructor && isPublic(constructor) ? constructor.parameters.find((one) => one.name.getText() === 'props') : undefined;
    if (props) {
      this.kindOf(this.checker.getTypeAtLocation(props));
    }
  }

  private readStruct(symbol: ts.Symbol): string {
    const name = nameOf(symbol);
    if (!(name in this.shapes)) {
      this.shapes[name] = {};
      for (const prop of this.checker.getPropertiesOfType(this.checker.getDeclaredTypeOfSymbol(symbol))) {
        const isOptional = prop.flags & ts.SymbolFlags.Optional;
        this.shapes[name][`${prop.name}${isOptional ? '?' : ''}`] = this.kindOf(this.checker.getTypeOfSymbol(prop));
      }
    }
    return name;
  }

  private kindOf(given: ts.Type): string {
    const type = this.checker.getNonNullableType(given);
    const basic = this.checker.typeToString(type);
    if (['string', 'number', 'boolean', 'any'].includes(basic)) {
      return basic;
    }
    if (this.checker.isArrayType(type)) {
      return `[]${this.kindOf(this.checker.getTypeArguments(type as ts.TypeReference)[0])}`;
    }
    const symbol = type.aliasSymbol ?? type.getSymbol();
    if (type.getStringIndexType()) {
      return `{}${this.kindOf(type.getStringIndexType()!)}`;
    }
    if (!symbol) {
      throw new Error(`no table can say what ${basic} is; give the prop a simpler type`);
    }
    if (symbol.flags & ts.SymbolFlags.Interface && !isBehaviour(symbol)) {
      return this.readStruct(symbol);
    }
    const name = nameOf(symbol);
    this.types[name] ??= this.describe(symbol, type);
    return name;
  }

  private describe(symbol: ts.Symbol, type: ts.Type): { [key: string]: unknown } {
    if (symbol.flags & ts.SymbolFlags.Enum) {
      const members = [...symbol.exports!.values()];
      return { oneOf: Object.fromEntries(members.map((one) => [one.name, this.checker.getConstantValue(one.valueDeclaration as ts.EnumMember)])) };
    }
    const own = this.checker.getPropertiesOfType(type).filter((one) => !(one.flags & ts.SymbolFlags.Optional)
      && one.declarations!.some((declaration) => symbol.declarations!.includes(declaration.parent as ts.Declaration)));
    if (symbol.flags & ts.SymbolFlags.Class) {
      const missing = own.filter((one) => ts.getCombinedModifierFlags(one.declarations![0]) & ts.ModifierFlags.Abstract).map((one) => one.name);
      const has = missing.filter((one) => !one.startsWith('_'));
      // What the CDK's own factories make of its abstract classes need not be of the class.
      return { ...isOurs(symbol) || has.length === 0 ? { isClass: true } : {}, ...this.factoryOf(symbol), ...has.length > 0 ? { has } : {} };
    }
    const [values, methods] = [own.filter((one) => one.flags & ts.SymbolFlags.Property), own.filter((one) => one.flags & ts.SymbolFlags.Method)];
    const names = (all: ts.Symbol[]) => all.map((one) => one.name);
    if (isOurs(symbol)) {
      return { has: names(own) };
    }
    // Of the CDK's, only what every version has: the name and the ARN, or what there is to call.
    const known = names(values).filter((one) => /(Arn|Name|Id)$/.test(one));
    return { has: known.length > 0 ? known.slice(0, 2) : names(methods) };
  }

  /** The factory that a message shows. */
  private factoryOf(symbol: ts.Symbol): { made?: string } {
    const made = this.checker.getDeclaredTypeOfSymbol(symbol);
    const factories = [...symbol.exports!.values()].filter((one) => one.flags & ts.SymbolFlags.Method)
      .filter((one) => isPublic(one.valueDeclaration as ts.MethodDeclaration))
      .filter((one) => this.checker.getSignatureFromDeclaration(one.valueDeclaration as ts.MethodDeclaration)!.getReturnType() === made)
      .map((one) => one.name);
    const shown = factories.find((one) => ['minutes', 'gibibytes', 'cron'].includes(one)) ?? factories[0];
    return shown === undefined ? {} : { made: `${symbol.name}.${shown}()` };
  }
}

/** The table as a file of TypeScript. */
export function table({ shapes, types }: Model): string {
  const lines = (all: object) => Object.entries(all).map(([name, one]) => `  '${name}': ${literal(one)},`).join('\n');
  return [
    '// Generated by projenrc/shapes.ts from the types of the public API. To change it, change them and run "npx projen shapes".',
    `// They are those with the fingerprint ${fingerprint()}.`,
    '/* eslint-disable max-len */',
    '',
    '/** What each prop of a struct, and each parameter of a factory, may be: `[]` is a list of, `{}` a map of, `...` the option bag. */',
    `export const SHAPES: { readonly [name: string]: { readonly [prop: string]: string } } = {\n${lines(shapes)}\n};`,
    '',
    '/** What a class is made by, what it or an interface has, what an enumeration consists of. */',
    `export const TYPES: { readonly [name: string]: KnownType } = {\n${lines(types)}\n};`,
    '',
    '/** A class, an interface or an enumeration. */',
    'export interface KnownType {',
    '  readonly isClass?: boolean;',
    '  readonly made?: string;',
    '  readonly has?: string[];',
    '  readonly oneOf?: { readonly [name: string]: string | number };',
    '}',
    '',
  ].join('\n');
}

/** What changes with our own types, and takes no compiler to find out: every line that declares a prop, a struct, a class or a factory. */
export function fingerprint(): string {
  const files = fs.readdirSync(path.dirname(SOURCE), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !TABLE.endsWith(file));
  const declared = files.sort().map((file) => fs.readFileSync(path.join(path.dirname(SOURCE), file), 'utf8'))
    .flatMap((text) => text.match(/^ *(public static \w+\(.*|readonly \w+\??: .*|export (interface|abstract class|class|enum) .*|constructor\(.*|[A-Z][A-Z_]* = '.*)$/gm) ?? []);
  return createHash('sha256').update(declared.join('\n')).digest('hex').slice(0, 16);
}

export function readModel(): Model {
  return new Reader().read();
}

/** Structs of ours go by their names, those of the CDK by the module and the name. */
function nameOf(symbol: ts.Symbol): string {
  const file = symbol.declarations![0].getSourceFile().fileName;
  return isOurs(symbol) ? symbol.name : `${/aws-cdk-lib\/(aws-[\w-]+|core)\//.exec(file)![1]}.${symbol.name}`;
}

function isOurs(symbol: ts.Symbol): boolean {
  return path.resolve(symbol.declarations![0].getSourceFile().fileName).startsWith(path.join(ROOT, 'src') + path.sep);
}

/** By the rule of jsii: an interface whose name starts with an I is implemented, any other is a struct. */
function isBehaviour(symbol: ts.Symbol): boolean {
  return /^I[A-Z]/.test(symbol.name);
}

function isPublic(member: ts.MethodDeclaration | ts.ConstructorDeclaration): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return !(ts.getCombinedModifierFlags(member) & hidden) && !member.name?.getText().startsWith('_');
}

function isStatic(member: ts.MethodDeclaration): boolean {
  return Boolean(ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static);
}

function sorted<T>(all: { [name: string]: T }): { [name: string]: T } {
  return Object.fromEntries(Object.entries(all).sort(([one], [other]) => one < other ? -1 : 1));
}

function literal(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(literal).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, one]) => `${/^\w+$/.test(key) ? key : `'${key}'`}: ${literal(one)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return typeof value === 'string' ? `'${value}'` : String(value);
}

if (require.main === module) {
  fs.writeFileSync(TABLE, table(readModel()));
}
