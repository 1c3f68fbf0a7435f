import type { Workspace } from "../../src/workspace/workspace.ts";
import { exampleFiles } from "../example.ts";
import { workspace } from "../workspace.ts";
import { teamFiles } from "./team-code.ts";

/** The workspace with the application of a team in place of the example; plans are pure, so that tests share it. */
export const teamWorkspace: Workspace = {
  ...workspace,
  files: new Map([...[...workspace.files].filter(([path]) => !exampleFiles.has(path)), ...teamFiles]),
};

/** The same without the code around the layers: with it, a rename takes the time of a type check. */
export const layersAlone: Workspace = {
  ...teamWorkspace,
  files: new Map(
    [...teamWorkspace.files].filter(
      ([path]) =>
        /^packages\/types\/(package\.json|src\/(index|car|category|part|shipment|supplier|shared\/|parts\/))/.test(
          path,
        ) ||
        /^packages\/db\/(package\.json|src\/(entities|migrations|retired))/.test(path) ||
        path === "packages/api/src/root.ts",
    ),
  ),
};
