import { operations } from "../operations/index.ts";
import { choicesOf } from "../prompts/ask.ts";
import { readWorkspace } from "../workspace/read-workspace.ts";

/** The names of the workspace that may come after an operation and these words. */
export function namesAfter(root: string, name: string, given: readonly string[]): readonly string[] {
  const shape = operations.get(name)?.arguments.shape ?? {};
  // Switches may stand anywhere.
  const words = given.filter((word) => !word.startsWith("-"));
  const asked = Object.values(shape).find((schema) => schema.meta()?.position === words.length);
  const asks = asked?.meta()?.asks;
  return asks ? choicesOf(asks, words[0] ?? "", readWorkspace(root)) : [];
}
