// The lists in which every domain is by its name: shared types, entities, routers.
import { kebabCase, pascalCase } from "../../names/case.ts";
import { entitiesRegistry, routerRegistry, typesRegistry } from "../../workspace/read-domain.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { derived, type Layer } from "../layer.ts";
import { entitiesIndex, rootRouter, typesIndex } from "../paths.ts";
import { renamedWords } from "../renamed-words.ts";
import { addEntry, type Registry, removeEntry } from "./registry-file.ts";

interface List {
  readonly path: string;
  readonly read: (workspace: Workspace) => Registry;
  /** What follows the domain's name in the constant, and the file. */
  readonly constant: (name: string) => string;
  readonly module: (file: string) => string;
  readonly exports: { readonly exportsAll?: boolean; readonly exportsConstant?: boolean };
}

const lists: readonly List[] = [
  {
    path: typesIndex,
    read: typesRegistry,
    constant: (name) => name,
    module: (file) => `./${file}.ts`,
    exports: { exportsAll: true },
  },
  {
    path: entitiesIndex,
    read: entitiesRegistry,
    constant: (name) => `${pascalCase(name)}Entity`,
    module: (file) => `./${file}.ts`,
    exports: { exportsConstant: true },
  },
  {
    path: rootRouter,
    read: routerRegistry,
    constant: (name) => `${name}Router`,
    module: (file) => `./${file}/${file}.router.ts`,
    exports: {},
  },
];

export const registry: Layer = {
  ...derived,
  name: "registry",
  read: () => [],
  add(draft, { name }, why) {
    for (const { path, read, constant, module, exports } of lists) {
      const entry = { name, constant: constant(name), module: module(kebabCase(name)) };
      draft.write(path, addEntry(read(draft.workspace), entry, exports), "registry", why);
    }
  },
  remove(draft, { name }, why) {
    for (const { path, read } of lists)
      draft.write(path, removeEntry(read(draft.workspace), name, draft.workspace.files), "registry", why);
  },
  rename(draft, _domain, to, why) {
    for (const { path } of lists) {
      const text = draft.workspace.files.get(path) ?? "";
      draft.write(path, renamedWords(text, to.names), "registry", why);
    }
  },
};
