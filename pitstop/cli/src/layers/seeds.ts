// The records that a domain begins with, where it has some.
import { kebabCase } from "../names/case.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { derived, type Layer } from "./layer.ts";
import { seedsFolder, seedsIndex } from "./paths.ts";
import { renamedEntry } from "./registry/layer.ts";
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
  rename(draft, domain, { name, names }, why) {
    const { files } = draft.workspace;
    const paths = seeds.read(draft.workspace, domain);
    for (const path of paths) {
      const text = renamedWords(files.get(path) ?? "", new Map([[domain.name, name]]), { texts: false });
      draft.move(path, `${seedsFolder}/${kebabCase(name)}.ts`, text, "seeds", why);
      const test = path.replace(/\.ts$/, ".test.ts");
      const tests = files.get(test);
      if (tests !== undefined)
        draft.move(test, `${seedsFolder}/${kebabCase(name)}.test.ts`, tests, "seeds", why);
    }
    const list = files.get(seedsIndex);
    if (list !== undefined)
      draft.write(seedsIndex, renamedEntry(list, domain.name, name, names), "seeds", why);
  },
};

function listOf({ files }: Workspace): Registry | undefined {
  const text = files.get(seedsIndex);
  return text === undefined ? undefined : readRegistry(seedsIndex, text, "records");
}
