// The records that a domain begins with, where it has some.
import type { Workspace } from "../workspace/workspace.ts";
import { derived, type Layer } from "./layer.ts";
import { renamedPath, seedsFolder, seedsIndex } from "./paths.ts";
import { type Registry, readRegistry, removeEntry } from "./registry/registry-file.ts";
import { renamedWords } from "./renamed-words.ts";

export const seeds: Layer = {
  ...derived,
  name: "seeds",
  read(workspace, { name }) {
    const entry = listOf(workspace)?.entries.find((candidate) => candidate.name === name);
    return entry ? [`${seedsFolder}/${entry.module.replace("./", "")}`] : [];
  },
  /** People write them. */
  add: () => undefined,
  remove(draft, domain, why) {
    const list = listOf(draft.workspace);
    const paths = seeds.read(draft.workspace, domain);
    if (!list || paths.length === 0) return;
    draft.write(seedsIndex, removeEntry(list, domain.name), "seeds", why);
    for (const path of paths) draft.write(path, null, "seeds", why);
  },
  rename(draft, domain, { name, plural, names }, why) {
    const { files } = draft.workspace;
    const paths = seeds.read(draft.workspace, domain);
    for (const path of paths) {
      const text = renamedWords(files.get(path) ?? "", new Map([[domain.name, name]]), { texts: false });
      draft.move(path, renamedPath(path, domain.name, { name, plural }), text, "seeds", why);
      const test = path.replace(/\.ts$/, ".test.ts");
      const tests = files.get(test);
      if (tests !== undefined)
        draft.move(test, renamedPath(test, domain.name, { name, plural }), tests, "seeds", why);
    }
    const list = files.get(seedsIndex);
    if (list !== undefined) draft.write(seedsIndex, renamedWords(list, names), "seeds", why);
  },
};

function listOf({ files }: Workspace): Registry | undefined {
  const text = files.get(seedsIndex);
  return text === undefined ? undefined : readRegistry(seedsIndex, text, "records");
}
