import type { Workspace } from "../../workspace/workspace.ts";
import { exampleFiles } from "../example.ts";
import { workspace } from "../workspace.ts";
import { teamFiles } from "./team-code.ts";

/** The workspace with the application of a team in place of the example; plans are pure, so that tests share it. */
export const teamWorkspace: Workspace = {
  ...workspace,
  files: new Map([...[...workspace.files].filter(([path]) => !exampleFiles.has(path)), ...teamFiles]),
};
