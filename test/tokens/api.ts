import * as path from 'path';
import * as ts from 'typescript';
import { ROOT } from '../support/snippets';

/** The types that a token may stand for. */
const KINDS = /^(string|number|boolean|Duration|Size|string\[\]|\{ \[\w+: string\]: (string|any); \})$/;

/** Every option, parameter of a factory and property of a construct that may be a token: `WebProcessOptions.port`, `Attachment.variable(name)`. */
export function optionsThatMayBeTokens(): string[] {
  const index = path.join(ROOT, 'src', 'index.ts');
  const program = ts.createProgram([index], { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16, strict: true });
  const checker = program.getTypeChecker();
  const mayBeToken = (symbol: ts.Symbol, node: ts.Node) => {
    const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(symbol, node));
    return KINDS.test(checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation));
  };
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(index)!)!);
  return exported.flatMap(({ name, declarations = [] }) => declarations.flatMap((declaration) => {
    if (ts.isInterfaceDeclaration(declaration)) {
      const ofItsOwn = declaration.members.filter(ts.isPropertySignature).map((one) => checker.getSymbolAtLocation(one.name)!);
      return /^I[A-Z]/.test(name) ? [] : ofItsOwn.filter((one) => mayBeToken(one, declaration)).map((one) => `${name}.${one.name}`);
    }
    return ts.isClassDeclaration(declaration) ? declaration.members.filter(isFactory).flatMap((factory) => (
      factory.parameters.filter((one) => mayBeToken(checker.getSymbolAtLocation(one.name)!, factory))
        .map((one) => `${name}.${factory.name.getText()}(${one.name.getText()})`)
    )) : [];
  }));
}

function isFactory(member: ts.ClassElement): member is ts.MethodDeclaration {
  return ts.isMethodDeclaration(member) && (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
    && !member.name.getText().startsWith('_');
}
