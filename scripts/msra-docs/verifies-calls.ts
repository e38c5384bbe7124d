/** What the calls of `verifies` in a test file cite: the program is read, so that a mention in a comment cites nothing. */
import ts from 'typescript';

const ID = /^(?:C\d{3}|[BI]\d{2})$/;

/**
 * The ids in the first argument of every call of `verifies`. A name in that argument stands for the ids that it was
 * given in the same file: by its initializer, by the list it loops over, or by the calls of the function it belongs to.
 */
export function citedByCalls(text: string, file = 'test.ts'): ReadonlySet<string> {
  const cited = new Set<string>();
  // The parser is slow beside a search, and most files cite nothing.
  if (!text.includes('verifies(')) return cited;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const seen = new Set<ts.Node>();
  const collect = (node: ts.Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    visit(node, part => {
      if (ts.isStringLiteralLike(part) && ID.test(part.text)) cited.add(part.text);
      if (ts.isIdentifier(part)) for (const origin of originsOf(source, part.text)) collect(origin);
    });
  };
  for (const call of callsOf(source, 'verifies')) {
    const [ids] = call.arguments;
    if (ids !== undefined) collect(ids);
  }
  return cited;
}

function visit(node: ts.Node, each: (node: ts.Node) => void): void {
  each(node);
  ts.forEachChild(node, child => visit(child, each));
}

function callsOf(source: ts.SourceFile, name: string): ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  visit(source, node => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name)
      calls.push(node);
  });
  return calls;
}

/** The expressions that give a name of this file its values. */
function originsOf(source: ts.SourceFile, name: string): ts.Node[] {
  const origins: ts.Node[] = [];
  visit(source, node => {
    if (!(ts.isVariableDeclaration(node) || ts.isParameter(node)) || !binds(node.name, name)) return;
    if (ts.isParameter(node)) origins.push(...argumentsOf(source, node));
    else if (ts.isForOfStatement(node.parent.parent)) origins.push(node.parent.parent.expression);
    else if (node.initializer !== undefined) origins.push(node.initializer);
  });
  return origins;
}

function binds(pattern: ts.BindingName, name: string): boolean {
  if (ts.isIdentifier(pattern)) return pattern.text === name;
  return pattern.elements.some(element => ts.isBindingElement(element) && binds(element.name, name));
}

/** What a parameter is given: the list whose `forEach` or `map` it is in, or the arguments of the named function's calls. */
function argumentsOf(source: ts.SourceFile, parameter: ts.ParameterDeclaration): readonly ts.Node[] {
  const made = parameter.parent;
  const index = made.parameters.indexOf(parameter);
  const given = (name: string): ts.Node[] =>
    callsOf(source, name).flatMap(call => call.arguments[index] ?? []);
  if (ts.isFunctionDeclaration(made)) return made.name === undefined ? [] : given(made.name.text);
  const { parent } = made;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return given(parent.name.text);
  if (ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression))
    return [parent.expression.expression];
  return [];
}
