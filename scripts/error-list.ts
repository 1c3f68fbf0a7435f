// The list of every error in docs/errors.md, read from where the code throws it.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Argument,
  type CallExpression,
  type Class,
  type Expression,
  type NewExpression,
  type ObjectExpression,
  parseSync,
  Visitor,
} from "oxc-parser";

/** A place in the code that makes an error. */
export interface ListedError {
  readonly code: string;
  /** A part that only the run knows is "…". */
  readonly message: string;
  readonly hint: string;
  /** The folder of its package: "pitstop/migrator". */
  readonly folder: string;
}

const BASE = "PitstopError";
const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

/** Every error that the product in these packages throws, sorted by package and code. */
export function listErrors(root: string): ListedError[] {
  const sources = globSync("{apps,packages,pitstop}/*/src/**/*.ts", {
    cwd: root,
    exclude: (path) => /node_modules|\.test\.ts$|\/test(\/|\.ts$|-)/.test(path),
  }).map((path) => {
    const text = readFileSync(join(root, path), "utf8");
    return { folder: path.split(/[\\/]/).slice(0, 2).join("/"), program: parseSync(path, text).program };
  });
  const classes = errorClasses(sources.map(({ program }) => program));
  const errors = sources.flatMap(({ folder, program }) =>
    errorsIn(program, classes).map((error) => ({ ...error, folder })),
  );
  const distinct = new Map(errors.map((error) => [Object.values(error).join("\n"), error]));
  return [...distinct.values()].toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
}

const sortKey = ({ folder, code, message }: ListedError) => `${folder} ${code} ${message}`;

type Program = ReturnType<typeof parseSync>["program"];

/** The names of the classes that extend PitstopError, with what else extends these. */
function errorClasses(programs: readonly Program[]): Set<string> {
  const parents = new Map<string, string>();
  const note = ({ id, superClass }: Class) => {
    if (id && superClass?.type === "Identifier") parents.set(id.name, superClass.name);
  };
  for (const program of programs) new Visitor({ ClassDeclaration: note }).visit(program);
  const isError = (name: string | undefined): boolean =>
    name !== undefined && (name === BASE || isError(parents.get(name)));
  return new Set([BASE, ...[...parents.keys()].filter(isError)]);
}

type Found = Omit<ListedError, "folder">;

function errorsIn(program: Program, classes: ReadonlySet<string>): Found[] {
  const found: Found[] = [];
  const add = (parts: readonly (Argument | undefined)[]) => {
    const [code, message, hint] = parts;
    for (const text of codesOf(code))
      found.push({ code: text, message: textOf(message), hint: textOf(hint) });
  };
  let extended: string | undefined;
  const enterClass = ({ superClass }: Class) => {
    extended = superClass?.type === "Identifier" ? superClass.name : undefined;
  };
  const enterNew = ({ callee, arguments: parts }: NewExpression) => {
    if (callee.type === "Identifier" && classes.has(callee.name)) add(parts);
  };
  // An error's own constructor, and functions that take a code, a message and a hint.
  const enterCall = ({ callee, arguments: parts }: CallExpression) => {
    const isOwn = callee.type === "Super" && extended !== undefined && classes.has(extended);
    if (isOwn || (callee.type === "Identifier" && parts.length >= 3)) add(parts);
  };
  // A table of reasons.
  const enterObject = (node: ObjectExpression) => {
    const hint = valueAt(node, "hint");
    if (hint) add([valueAt(node, "code"), valueAt(node, "message", "what"), hint]);
  };
  new Visitor({
    ClassDeclaration: enterClass,
    NewExpression: enterNew,
    CallExpression: enterCall,
    ObjectExpression: enterObject,
  }).visit(program);
  return found;
}

function valueAt({ properties }: ObjectExpression, ...names: string[]): Expression | undefined {
  for (const property of properties) {
    if (property.type !== "Property" || property.key.type !== "Identifier") continue;
    if (names.includes(property.key.name)) return property.value;
  }
  return undefined;
}

function codesOf(node: Argument | undefined): string[] {
  if (node?.type === "ConditionalExpression")
    return [...codesOf(node.consequent), ...codesOf(node.alternate)];
  if (node?.type !== "Literal" || typeof node.value !== "string") return [];
  return CODE.test(node.value) ? [node.value] : [];
}

/** A text as the code has it; "…" stands for what only a run knows. */
function textOf(node: Argument | Expression | undefined): string {
  if (node?.type === "Literal") return String(node.value);
  if (node?.type === "TemplateLiteral") return node.quasis.map(({ value }) => value.cooked ?? "").join("…");
  if (node?.type === "BinaryExpression" && node.operator === "+")
    return textOf(node.left) + textOf(node.right);
  return "…";
}

/** The page docs/errors.md. */
export function errorPage(errors: readonly ListedError[]): string {
  const folders = Map.groupBy(errors, ({ folder }) => folder);
  return [
    "# Errors",
    "",
    "Every error says what happened, what to do, and its code. Codes are stable; messages are not. With `--json` a failed",
    "command prints `{ error: { code, message, hint } }`. An ellipsis stands for what only the run knows. After the arrow:",
    "what to do. This page is made from the code: `npx -y pnpm --filter @pitstop/scripts exec vitest run error-list.test.ts --update`.",
    "",
    ...[...folders].flatMap(([folder, listed]) => [
      `## ${folder}`,
      "",
      ...listed.map(({ code, message, hint }) => `- \`${code}\`: ${inLine(message)} → ${inLine(hint)}`),
      "",
    ]),
  ].join("\n");
}

/** A text that Markdown shows as it is. */
const inLine = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\\`*_<|]/g, String.raw`\$&`)
    .trim();
