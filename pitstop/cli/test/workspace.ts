import { format } from "node:util";
import { expect } from "vitest";
import { CliError } from "../src/errors.ts";
import type { Operation, Plan } from "../src/plan.ts";
import { domainNames } from "../src/workspace/read-domain.ts";
import { readWorkspace } from "../src/workspace/read-workspace.ts";
import type { Workspace } from "../src/workspace/workspace.ts";
import { repository, today } from "./copy-workspace.ts";
import { exampleFiles, isOfApplication } from "./example.ts";

/** This repository with the example domains, read once; plans are pure, so that tests share it. */
export const workspace: Workspace = withExample(readWorkspace(repository, today));

function withExample(read: Workspace): Workspace {
  const domains = domainNames(read);
  const frame = [...read.files].filter(([path]) => !isOfApplication(path, domains));
  const example = [...exampleFiles].filter(([path]) => !path.endsWith("snapshot.json"));
  return { ...read, files: new Map([...frame, ...example]) };
}

/** A plan from words as a person types them. */
export function planOf(operation: Operation, args: Record<string, unknown>, on: Workspace = workspace): Plan {
  return operation.plan(on, operation.arguments.parse(args));
}

/** The workspace with a plan's edits in it. */
export function applied(plan: Plan, on: Workspace = workspace): Workspace {
  const files = new Map(on.files);
  for (const { path, after } of plan.edits) {
    if (after === null) files.delete(path);
    else files.set(path, after);
  }
  return { ...on, files };
}

/** The workspace with some texts exchanged. */
export const withFiles = (texts: Record<string, string>, on: Workspace = workspace): Workspace => ({
  ...on,
  files: new Map([...on.files, ...Object.entries(texts)]),
});

/** A text of the workspace. */
export function textAt(path: string, on: Workspace = workspace): string {
  const text = on.files.get(path);
  if (text === undefined) throw new Error(`${path} doesn't exist.`);
  return text;
}

/** The CliError that a call throws; anything else is a failure of the test. */
export function refusal(call: () => unknown): CliError {
  try {
    call();
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
  return expect.unreachable(format("nothing was refused"));
}
