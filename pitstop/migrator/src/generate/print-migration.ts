import type { PlannedDown, PlannedFile, PlannedStep } from "./planned-file.ts";
import { laidOut } from "./sql-layout.ts";

/** Of the formatter of this repository. */
const lineWidth = 110;

/** The TypeScript of a migration, as a formatter would leave it, with its SQL in plain sight. */
export function printMigration(file: PlannedFile): string {
  const phase = file.phase === "expand" ? "Expand" : "Contract";
  const parts = [
    method("up", file.up.flatMap(stepLines)),
    downLines(file.down),
    ...(file.isTransactional ? [] : [notTransactional]),
  ];
  return [
    `import { Migration } from "@pitstop/migrator";`,
    "",
    ...docLines(file.comment.split("\n").map((line, index) => (index === 0 ? `${phase}. ${line}` : line))),
    `export class ${file.className} extends Migration {`,
    ...parts.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines])),
    "}",
    "",
  ].join("\n");
}

const notTransactional = [`  override isTransactional(): boolean {`, `    return false;`, `  }`];

function downLines(down: PlannedDown): string[] {
  if ("impossible" in down) return method("down", throwLines(down.impossible));
  const why = down.why === undefined ? [] : commentLines(down.why, "    ");
  return method("down", [...why, ...down.steps.flatMap(stepLines)]);
}

function method(name: "up" | "down", body: readonly string[]): string[] {
  if (body.length === 0) return [`  override ${name}(): void {}`];
  return [`  override ${name}(): void {`, ...body, `  }`];
}

function throwLines(reason: string): string[] {
  const line = `    throw new Error(${text(reason)});`;
  return line.length <= lineWidth ? [line] : [`    throw new Error(`, `      ${text(reason)},`, `    );`];
}

function stepLines(step: PlannedStep): string[] {
  const why = step.why === undefined ? [] : commentLines(step.why, "    ");
  return [
    ...why,
    ...(step.kind === "sql" ? sqlLines(`${step.sql.replace(/;\s*$/, "")};`) : backfillLines(step)),
  ];
}

function sqlLines(sql: string): string[] {
  const line = `    this.addSql(\`${escaped(sql)}\`);`;
  if (line.length <= lineWidth && !sql.includes("\n")) return [line];
  const lines = laidOut(sql, lineWidth - 6);
  // White space inside a literal counts, so a text of several lines that may hold one is not indented.
  const isPlain = !/['\\]|\$\w*\$/.test(sql) || !sql.includes("\n");
  if (!isPlain) return [`    this.addSql(\`${escaped(sql)}\`);`];
  return [`    this.addSql(\``, ...lines.map((part) => `      ${escaped(part)}`), `    \`);`];
}

function backfillLines({ backfill }: Extract<PlannedStep, { kind: "backfill" }>): string[] {
  const fields = [
    `table: ${text(backfill.table)}`,
    `set: ${text(backfill.set)}`,
    `where: ${text(backfill.where)}`,
  ];
  const line = `    this.backfill({ ${fields.join(", ")} });`;
  if (line.length <= lineWidth) return [line];
  return [`    this.backfill({`, ...fields.map((field) => `      ${field},`), `    });`];
}

/** A string as the formatter writes it: in double quotes, or in a template where it has quotes itself. */
function text(value: string): string {
  return /["\\\n]/.test(value) ? `\`${escaped(value)}\`` : `"${value}"`;
}

function escaped(value: string): string {
  return value.replaceAll(/[`\\]|\$\{/g, "\\$&");
}

function docLines(sentences: readonly string[]): string[] {
  const [only = ""] = sentences;
  const line = `/** ${only} */`;
  if (sentences.length === 1 && line.length <= lineWidth) return [line];
  return [
    "/**",
    ...sentences.flatMap((sentence) => wrapped(sentence, lineWidth - 3)).map((one) => ` * ${one}`),
    " */",
  ];
}

function commentLines(sentence: string, indent: string): string[] {
  return wrapped(sentence, lineWidth - indent.length - 3).map((line) => `${indent}// ${line}`);
}

function wrapped(sentence: string, width: number): string[] {
  const lines = [""];
  for (const word of sentence.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
