import { join } from "node:path";
import { table } from "@pitstop/lint/test/markdown-table";
import { expect, test } from "vitest";
import { repository } from "../../test/copy-workspace.ts";
import { attributeTypes } from "../attribute-types/index.ts";
import { commands } from "../commands/index.ts";
import { operations } from "../operations/index.ts";
import { output } from "../output/print.ts";
import { isPassedThrough } from "./command.ts";
import { build } from "./program.ts";

const folder = join(repository, "docs/reference");
const program = build({ root: repository, output: output(false), isYes: false });

/** What `pitstop NAME --help` prints, 100 columns wide. */
function helpOf(name: string): string {
  const command = program.commands.find((each) => each.name() === name);
  let printed = "";
  command
    ?.configureOutput({ writeOut: (text) => (printed += text), getOutHelpWidth: () => 100 })
    .outputHelp();
  return printed.trim();
}

const section = (name: string): string => `## ${name}\n\n\`\`\`text\n${helpOf(name)}\n\`\`\``;

// The reference is written by `vitest run src/command-line/reference.test.ts --update`.
test("docs/reference/operations.md has the help of every operation and command", async () => {
  const own = commands.filter((command) => !isPassedThrough(command) && !command.isHidden);
  const passed = commands.filter(isPassedThrough);
  const page = [
    "# Operations and commands",
    "What `pnpm pitstop NAME --help` prints. To learn them, read [Change a schema](../guides/change-a-schema.md).",
    ...[...operations.keys(), ...own.map(({ name }) => name)].map(section),
    "## Commands of other packages",
    "They take the options of the command in the last column. `--help` shows them.",
    table(
      ["Command", "What it does", "The same as"],
      passed.map(({ name, summary, pnpm }) => [
        `\`pitstop ${name}\``,
        summary,
        pnpm === undefined ? "–" : `\`pnpm ${pnpm}\``,
      ]),
    ),
  ].join("\n\n");
  await expect(`${page}\n`).toMatchFileSnapshot(join(folder, "operations.md"));
});

test("docs/reference/attribute-types.md lists every attribute type", async () => {
  const rows = [...attributeTypes.values()].map((type) => {
    const rules = type.rules(type.usage.split(/[:,]/).filter(Boolean));
    const flags = type.knows.map(
      (rule) => ({ length: "--min, --max", range: "--min, --max", pattern: "--pattern" })[rule],
    );
    return [`\`${type.name}${type.usage}\``, type.summary, `\`${type.sql(rules)}\``, flags.join(", ") || "–"];
  });
  const page = [
    "# Attribute types",
    "Write an attribute as `name:type[:arguments][!][=default]`. It is nullable unless it ends in `!`.",
    table(["Type", "Holds", "Column", "Rules"], rows),
    "`--unique`, `--index` and `--no-index` work with every type whose column an index can hold.",
  ].join("\n\n");
  await expect(`${page}\n`).toMatchFileSnapshot(join(folder, "attribute-types.md"));
});
