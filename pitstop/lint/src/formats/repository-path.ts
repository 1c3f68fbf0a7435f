import { resolve } from "node:path";
import { shownPath } from "../inputs/select-files.ts";

/** The path as GitHub knows the file: relative to the checkout, whichever folder the command runs in. */
export function pathInRepository(file: string, folder: string): string {
  return shownPath(resolve(folder, file), process.env.GITHUB_WORKSPACE ?? folder);
}
