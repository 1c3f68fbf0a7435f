// The folders of copies are used again within a run of tests: what Node and vitest have compiled in one holds for the
// next copy in it, and to compare its files takes less time than to write them.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { inject, onTestFinished } from "vitest";
import { restoreWorkspaceCopy, writeWorkspaceCopy } from "./copy-workspace.ts";

const places = (folder: string) => ({ free: join(folder, "free"), taken: join(folder, "taken") });

/** A copy of the workspace in a folder of its own. Give it back in the end. */
export function takeCopy(): string {
  const { free, taken } = places(inject("preparedFolder"));
  for (const folder of [free, taken]) mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(free)) {
    if (!isMoved(join(free, name), join(taken, name))) continue;
    const root = readFileSync(join(taken, name), "utf8");
    restoreWorkspaceCopy(root);
    return root;
  }
  const root = writeWorkspaceCopy();
  writeFileSync(join(taken, basename(root)), root);
  return root;
}

/** Leaves a copy to other tests. Nothing that the test has started works in it any more. */
export function giveBackCopy(root: string): void {
  const { free, taken } = places(inject("preparedFolder"));
  renameSync(join(taken, basename(root)), join(free, basename(root)));
}

/** A copy for one test. */
export function copyWorkspace(): string {
  const root = takeCopy();
  onTestFinished(() => giveBackCopy(root));
  return root;
}

/** Removes the folders of a run. */
export function removeCopies(folder: string): void {
  for (const place of Object.values(places(folder))) {
    mkdirSync(place, { recursive: true });
    for (const name of readdirSync(place))
      rmSync(readFileSync(join(place, name), "utf8"), { recursive: true, force: true });
  }
}

/** Whether it was there to be moved: of several test files that want a folder, one gets it. */
function isMoved(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}
