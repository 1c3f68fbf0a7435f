import type { z } from "zod";
import { RefusedError, UsageError } from "../errors.ts";
import { kebabCase } from "../names/case.ts";
import { checkAttributeName } from "../names/check-name.ts";
import type { Asks, Operation } from "../plan.ts";
import { domainNames, readDomain } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { isTerminal } from "./terminal.ts";

/**
 * The arguments of an operation from what was typed; what is missing is asked for, with the choices that the workspace
 * has. Throws UsageError ARGUMENT_MISSING where nobody can be asked, and ARGUMENT_INVALID.
 */
export async function completeArguments(
  operation: Operation,
  typed: Record<string, unknown>,
  workspace: Workspace,
): Promise<z.output<Operation["arguments"]>> {
  const given = { ...typed };
  for (const [name, schema] of Object.entries(operation.arguments.shape)) {
    const isMissing = given[name] === undefined || (Array.isArray(given[name]) && given[name].length === 0);
    if (!isMissing || schema.safeParse(undefined).success) continue;
    Object.assign(given, await askFor(operation, name, schema as z.ZodType, given, workspace));
  }
  const parsed = operation.arguments.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(
    "ARGUMENT_INVALID",
    `${operation.name}: ${wordOf(operation, String(issue?.path[0]))}: ${issue?.message}.`,
    `pitstop ${operation.name} --help shows its usage.`,
  );
}

/** An argument as it is typed: `<domain>`, `--on-delete`. */
function wordOf(operation: Operation, name: string): string {
  const schema = (operation.arguments.shape as Record<string, z.ZodType | undefined>)[name];
  return schema?.meta()?.position === undefined ? `--${kebabCase(name)}` : `<${name}>`;
}

async function askFor(
  operation: Operation,
  name: string,
  schema: z.ZodType,
  given: Record<string, unknown>,
  workspace: Workspace,
): Promise<Record<string, unknown>> {
  const { asks, description = name, isVariadic } = schema.meta() ?? {};
  if (!isTerminal()) {
    throw new UsageError(
      "ARGUMENT_MISSING",
      `${operation.name}: <${name}> is missing. ${description}`,
      `For example: ${operation.examples[0]}`,
    );
  }
  if (asks === "new attribute") {
    const { askAttribute } = await import("./ask-attribute.ts");
    const domain = readDomain(workspace, String(given.domain));
    const asked = await askAttribute({ output: process.stderr }, (word) => checkAttributeName(word, domain));
    return { [name]: [asked.word], ...(asked.backfill !== undefined && { backfill: asked.backfill }) };
  }
  const { isCancel, select, text } = await import("@clack/prompts");
  const choices = asks === undefined ? [] : choicesOf(asks, String(given.domain ?? ""), workspace);
  const answer =
    choices.length > 0
      ? await select({
          message: description,
          options: choices.map((value) => ({ value, label: value })),
          output: process.stderr,
        })
      : await text({ message: description, output: process.stderr });
  if (isCancel(answer))
    throw new RefusedError("NOT_CONFIRMED", "Nothing was done.", "Run the command again.");
  return { [name]: isVariadic ? String(answer).split(/\s+/) : answer };
}

/** The names that an argument may have in this workspace. */
export function choicesOf(asks: Asks, domain: string, workspace: Workspace): readonly string[] {
  const names = domainNames(workspace);
  if (asks === "domain") return names;
  if (!names.includes(domain) || asks === "new attribute") return [];
  const read = readDomain(workspace, domain);
  return asks === "attribute" ? read.attributes : read.relations;
}
