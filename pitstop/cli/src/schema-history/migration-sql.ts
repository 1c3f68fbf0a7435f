// The SQL that migrations list, as far as their files say it.
import type { Expression, Node } from "oxc-parser";
import { constantAt } from "../edit/constant.ts";
import { isNode } from "../edit/is-node.ts";
import { Modules } from "../edit/modules.ts";
import { bare } from "../edit/object.ts";
import { lineAt, readSource, type Source } from "../edit/source.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** One text of SQL and its place; without text where the file composes it while it runs. */
export interface MigrationSql {
  readonly path: string;
  readonly line: number;
  readonly sql: string | undefined;
  /** What the file has there. */
  readonly written: string;
}

const MIGRATION = /(^|\/)migrations\/Migration\w+\.ts$/;

/** All SQL of the migrations' `up`, oldest first. */
export function migrationSql({ files }: Pick<Workspace, "files">): MigrationSql[] {
  const modules = new Modules(files);
  return [...files]
    .filter(([path]) => MIGRATION.test(path))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([path, text]) => sqlOf(path, text, modules));
}

function sqlOf(path: string, text: string, modules: Modules): MigrationSql[] {
  let source: Source;
  try {
    source = readSource(path, text);
  } catch {
    return [{ path, line: 1, sql: undefined, written: text }];
  }
  const found: MigrationSql[] = [];
  const visit = (node: unknown, names: ReadonlyMap<string, string>): void => {
    if (Array.isArray(node)) for (const each of node) visit(each, names);
    if (!isNode(node)) return;
    if (node.type === "ForOfStatement") {
      for (const each of rounds(node, names)) visit(node.body, each);
      return;
    }
    if (node.type === "CallExpression" && takesSql(node.callee)) {
      const [argument] = node.arguments;
      if (argument && argument.type !== "SpreadElement")
        found.push({
          path,
          line: lineAt(text, argument.start),
          sql: textOf(modules, source, argument, names),
          written: text.slice(argument.start, argument.end),
        });
    }
    for (const [key, value] of Object.entries(node)) if (key !== "parent") visit(value, names);
  };
  /** The names of each round of a loop over constants; one round where nobody knows over what it goes. */
  const rounds = (
    node: Extract<Node, { type: "ForOfStatement" }>,
    names: ReadonlyMap<string, string>,
  ): ReadonlyMap<string, string>[] => {
    const variable = node.left.type === "VariableDeclaration" ? node.left.declarations[0]?.id : undefined;
    const values = constantAt(modules, { source, expression: node.right })?.value;
    if (variable?.type !== "Identifier" || !Array.isArray(values)) return [names];
    return values.map((value) => new Map([...names, [variable.name, String(value)]]));
  };
  for (const statement of source.program.body) visit(upOf(statement), new Map());
  return found;
}

/** The body of `up` of the class that a statement declares. */
function upOf(statement: Node): Node | undefined {
  const declared =
    statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration"
      ? statement.declaration
      : statement;
  if (declared?.type !== "ClassDeclaration") return undefined;
  return declared.body.body.find(
    (member) =>
      member.type === "MethodDefinition" && member.key.type === "Identifier" && member.key.name === "up",
  );
}

/** `this.addSql(…)`, and `this.execute(…)`, which doesn't wait for the end of the migration. */
function takesSql(callee: Expression): boolean {
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return false;
  const { object, property } = callee;
  return property.name === "addSql" || (property.name === "execute" && object.type === "ThisExpression");
}

/** The text of a literal; a template's names are constants, or the variable of a loop over some. */
function textOf(
  modules: Modules,
  source: Source,
  argument: Expression,
  names: ReadonlyMap<string, string>,
): string | undefined {
  const value = bare(argument);
  if (value.type !== "TemplateLiteral") {
    const known = constantAt(modules, { source, expression: value })?.value;
    return typeof known === "string" ? known : undefined;
  }
  const parts = value.quasis.map(({ value: { cooked } }) => cooked ?? "");
  const between = value.expressions.map((expression) =>
    expression.type === "Identifier" && names.has(expression.name)
      ? names.get(expression.name)
      : constantAt(modules, { source, expression })?.value,
  );
  if (between.some((each) => each === undefined)) return undefined;
  return parts.reduce((text, part, index) => `${text}${String(between[index - 1] ?? "")}${part}`);
}
