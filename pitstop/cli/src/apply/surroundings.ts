import { createHash } from "node:crypto";
import { readWorkspace } from "../workspace/read-workspace.ts";

/** A digest of the workspace's code without some files: of all that a change stands in. */
export function surroundingsOf(root: string, without: Iterable<string>): string {
  const left = new Set(without);
  const digest = createHash("sha256");
  for (const [path, text] of [...readWorkspace(root).files].toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  ))
    if (!left.has(path) && !/\.(md|sql)$/.test(path)) digest.update(`${path}\0${text}\0`);
  return digest.digest("hex");
}
