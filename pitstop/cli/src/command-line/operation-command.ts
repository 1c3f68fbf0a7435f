import type { OptionalStage } from "@pitstop/migrator";
import { type Command, Option } from "commander";
import type { z } from "zod";
import { attributeTypes } from "../attribute-types/index.ts";
import { refuseConflictMarkers } from "../merge/conflict-markers.ts";
import { kebabCase } from "../names/case.ts";
import type { Operation } from "../plan.ts";
import { completeArguments } from "../prompts/ask.ts";
import { lookFirst } from "../recovery/interrupted.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";
import type { Context } from "./context.ts";
import { runOperation } from "./run-operation.ts";

/** Adds an operation to the command line, with its arguments, its options and its examples. */
export function addOperation(program: Command, operation: Operation, context: () => Context): void {
  const command = program.command(operation.name).description(operation.summary);
  const words = positional(operation);
  // Optional to the parser: a missing one is asked for at a terminal, or refused with an example.
  for (const { name, isVariadic, description } of words) {
    command.argument(`[${name}${isVariadic ? "..." : ""}]`, description);
  }
  for (const option of flagsOf(operation)) command.addOption(option);
  command
    .option("--dry-run", "Show the plan and write nothing")
    .option("--no-apply", "Leave the migrations pending")
    .option("--keep", "Keep a change that doesn't compile yet; `pitstop continue` finishes it")
    .addOption(
      new Option("--without <step...>", "Leave out the tests, or a stage of the migration").choices(
        OMITTABLE,
      ),
    )
    .addHelpText(
      "after",
      `${typesHelp(operation)}\nExamples:\n${operation.examples.map(indented).join("\n")}`,
    )
    .action(async (...given: unknown[]) => {
      const values = command.opts<Record<string, unknown>>();
      const typed = {
        ...values,
        ...Object.fromEntries(words.map(({ name }, index) => [name, given[index]])),
      };
      // A workspace with a half-done change must not be read.
      await lookFirst(context());
      const workspace = readWorkspace(context().root);
      refuseConflictMarkers(workspace);
      const args = await completeArguments(operation, typed, workspace);
      const flags = {
        isDryRun: values.dryRun === true,
        isApplied: values.apply !== false,
        isKept: values.keep === true,
        without: (values.without ?? []) as string[], // as the option collects them
      };
      await runOperation(operation, args, workspace, flags, context());
    });
}

const indented = (line: string): string => `  ${line}`;

/** The types, for the operations that take an attribute in words. */
function typesHelp(operation: Operation): string {
  const takesType = entriesOf(operation).some(([name]) => name === "attributes" || name === "type");
  if (!takesType) return "";
  const types = [...attributeTypes.values()].map(
    ({ name, usage, summary }) => [name + usage, summary] as const,
  );
  const width = Math.max(...types.map(([statement]) => statement.length));
  const lines = types.map(([statement, summary]) => indented(`${statement.padEnd(width)}  ${summary}`));
  return `\nTypes:\n${lines.join("\n")}\n`;
}

/** What an operation can leave out: its tests, and the optional stages of the migrator. */
const OMITTABLE = Object.keys({
  tests: true,
  lint: true,
  backup: true,
  rehearsal: true,
  verification: true,
} satisfies Record<"tests" | OptionalStage, true>);

interface Word {
  readonly name: string;
  readonly position: number;
  readonly isVariadic: boolean;
  readonly description: string;
}

function positional(operation: Operation): Word[] {
  return entriesOf(operation)
    .flatMap(([name, schema]) => {
      const { position, isVariadic = false, description = "" } = schema.meta() ?? {};
      return position === undefined ? [] : [{ name, position, isVariadic, description }];
    })
    .sort((one, other) => one.position - other.position);
}

function flagsOf(operation: Operation): Option[] {
  return entriesOf(operation).flatMap(([name, schema]) => {
    const { position, description = "" } = schema.meta() ?? {};
    if (position !== undefined) return [];
    const flag = `--${kebabCase(name)}`;
    const isSwitch = schema.safeParse(true).success;
    if (schema.safeParse([""]).success) return [repeatedOption(flag, description)];
    if (!isSwitch) return [new Option(`${flag} <value>`, description)];
    // If it is omitted, it is neither on nor off; its description says what `--no-` does.
    const canBeOff = schema.safeParse(undefined).data === undefined;
    return [
      new Option(flag, description),
      ...(canBeOff ? [new Option(`--no-${kebabCase(name)}`).hideHelp()] : []),
    ];
  });
}

/** Each time that it is passed, it takes one value: a list would swallow the words behind it. */
const repeatedOption = (flag: string, description: string): Option =>
  new Option(`${flag} <value>`, description).argParser<string[]>((value, earlier = []) => [
    ...earlier,
    value,
  ]);

const entriesOf = (operation: Operation): [string, z.ZodType][] =>
  Object.entries(operation.arguments.shape as Record<string, z.ZodType>);
