import { posix } from "node:path";
import { Modules } from "../edit/modules.ts";
import { lineAt } from "../edit/source.ts";
import { CliError, RefusedError, UsageError } from "../errors.ts";
import { routerPath } from "../layers/api-files.ts";
import { type EntityFile, readEntityFile } from "../layers/entity/entity-file.ts";
import type { Members } from "../layers/members.ts";
import { entitiesIndex, rootRouter, typesIndex } from "../layers/paths.ts";
import { type Registry, readRegistry } from "../layers/registry/registry-file.ts";
import { readTypesFile, type TypesFile, type TypesRelation } from "../layers/types/types-file.ts";
import { pluralOf, snakeCase } from "../names/case.ts";
import type { TakenDomain } from "../names/check-name.ts";
import type { Workspace } from "./workspace.ts";

/** A domain as its files state it. */
export interface Domain {
  readonly name: string;
  readonly plural: string;
  readonly label: { readonly one: string; readonly many: string };
  readonly table: string;
  readonly types: TypesFile;
  readonly entity: EntityFile;
  /** The file of its router, and the folder of that and its service, relative to the root. */
  readonly router: string;
  readonly apiFolder: string;
  readonly attributes: readonly string[];
  readonly relations: readonly string[];
}

/** The text of a file that must be there. Throws RefusedError FILE_MISSING. */
export function textOfFile(workspace: Workspace, path: string): string {
  const text = workspace.files.get(path);
  if (text !== undefined) return text;
  throw new RefusedError("FILE_MISSING", `${path} doesn't exist.`, "Restore it, for example from git.");
}

export const typesRegistry = (workspace: Workspace): Registry =>
  readRegistry(typesIndex, textOfFile(workspace, typesIndex), "domains");

export const entitiesRegistry = (workspace: Workspace): Registry =>
  readRegistry(entitiesIndex, textOfFile(workspace, entitiesIndex), "entities");

export const routerRegistry = (workspace: Workspace): Registry =>
  readRegistry(rootRouter, textOfFile(workspace, rootRouter), "appRouter");

/** The names of all domains, in the order of the navigation. */
export const domainNames = (workspace: Workspace): string[] =>
  typesRegistry(workspace).entries.map(({ name }) => name);

/** A domain by its name. Throws UsageError NO_DOMAIN, which lists those that are there. */
export function readDomain(workspace: Workspace, name: string): Domain {
  const entry = typesRegistry(workspace).entries.find((candidate) => candidate.name === name);
  if (!entry) {
    const names = domainNames(workspace);
    throw new UsageError(
      "NO_DOMAIN",
      `There is no domain "${name}".`,
      names.length > 0
        ? `The domains are ${names.join(", ")}.`
        : "Create one: pitstop domain:create car name:string!",
    );
  }
  const modules = new Modules(workspace.files);
  const types = readModule(workspace, modules, typesIndex, entry, readTypesFile);
  if (types.name.text !== name) {
    throw new RefusedError(
      "NAMES_DIFFER",
      `${typesIndex} lists ${types.source.path} as "${name}", and it calls itself "${types.name.text}".`,
      "Give both the same name.",
    );
  }
  const entity = readEntityOf(workspace, modules, name);
  const router = routerRegistry(workspace).entries.find((candidate) => candidate.name === name);
  if (!router) throw missing(rootRouter, name);
  return {
    name,
    plural: types.plural.text,
    label: { one: types.one.text, many: types.many.text },
    table: entity.tableName.text,
    types,
    entity,
    router: routerPath(router),
    apiFolder: posix.dirname(routerPath(router)),
    attributes: types.attributes.map((attribute) => attribute.name),
    relations: types.relations.map((relation) => relation.name),
  };
}

/** The domains that can be read: one that can't be stops nothing that is about others. */
export const readableDomains = (workspace: Workspace): Domain[] =>
  domainNames(workspace).flatMap((name) => readableDomain(workspace, name) ?? []);

/** A domain by its name; undefined where its files can't be read. */
export function readableDomain(workspace: Workspace, name: string): Domain | undefined {
  try {
    return readDomain(workspace, name);
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}

/** The names that a new domain must not collide with. */
export function takenDomains(workspace: Workspace): TakenDomain[] {
  const known = readableDomains(workspace);
  // Of one that can't be read, the list has the name.
  const others = domainNames(workspace).filter((name) => !known.some((domain) => domain.name === name));
  return [
    ...known.map(({ name, plural, table }) => ({ name, plural, table })),
    ...others.map((name) => ({ name, plural: pluralOf(name), table: snakeCase(pluralOf(name)) })),
  ];
}

/** The attribute of a domain. Throws UsageError NO_ATTRIBUTE, which lists those that are there. */
export function requireAttribute(domain: Domain, name: string): void {
  if (domain.attributes.includes(name)) return;
  const isRelation = domain.relations.includes(name);
  throw new UsageError(
    "NO_ATTRIBUTE",
    isRelation ? `"${name}" is a relation of ${domain.name}.` : `${domain.name} has no attribute "${name}".`,
    isRelation
      ? `Use pitstop relation:remove ${domain.name} ${name}.`
      : `Its attributes are ${domain.attributes.join(", ")}.${unreadText(domain.types.members)}`,
  );
}

/** A relation as the shared types of a domain state it. Throws UsageError NO_RELATION, which lists those that are there. */
export function requireRelation(
  { relations, relationMembers }: TypesFile,
  domain: string,
  name: string,
): TypesRelation {
  const stated = relations.find((relation) => relation.name === name);
  if (stated) return stated;
  const names = relations.map((relation) => relation.name).join(", ");
  const known = names === "" ? "It has none." : `Its relations are ${names}.`;
  throw new UsageError(
    "NO_RELATION",
    `${domain} has no relation "${name}".`,
    known + unreadText(relationMembers),
  );
}

/** What seems to be missing may come by what can't be read. */
function unreadText({ opaque: [part] }: Members): string {
  if (!part) return "";
  const { path, text } = part.source;
  return ` ${path}:${lineAt(text, part.node.start)} may bring others: write those out by name.`;
}

function readEntityOf(workspace: Workspace, modules: Modules, name: string): EntityFile {
  const entry = entitiesRegistry(workspace).entries.find((candidate) => candidate.name === name);
  if (!entry) throw missing(entitiesIndex, name);
  return readModule(workspace, modules, entitiesIndex, entry, readEntityFile);
}

/** Reads the file that has the constant of an entry; its module may only pass it on (`export * from …`). */
function readModule<T>(
  workspace: Workspace,
  modules: Modules,
  list: string,
  { module, property }: Registry["entries"][number],
  read: (path: string, text: string, modules: Modules) => T,
): T {
  const origin = modules.resolve({ source: property.source, expression: property.value });
  const path = origin?.source.path ?? posix.join(posix.dirname(list), module);
  return read(path, textOfFile(workspace, path), modules);
}

function missing(path: string, name: string): RefusedError<"NOT_REGISTERED"> {
  return new RefusedError(
    "NOT_REGISTERED",
    `${path} doesn't list the domain "${name}".`,
    "Add it there, next to the others.",
  );
}
