import { posix } from "node:path";
import { kebabCase, pascalCase, pluralOf } from "../names/case.ts";

/** Where the files of a domain lie; a domain of several words has them in kebab-case. */
export function domainPaths(name: string) {
  const file = kebabCase(name);
  return {
    types: `packages/types/src/${file}.ts`,
    entity: `packages/db/src/entities/${file}.ts`,
    folder: `packages/api/src/${file}`,
    service: `packages/api/src/${file}/${file}.service.ts`,
    router: `packages/api/src/${file}/${file}.router.ts`,
    test: `packages/api/src/${file}/${file}.test.ts`,
  };
}

/** The names of a domain, as far as files are called by them. */
interface NamedDomain {
  readonly name: string;
  readonly plural: string;
}

/**
 * A file or folder under the name that it has once its domain has another one: `car.ts`, `cars`, `CarEntity.ts`. One
 * that isn't called by the domain keeps its name, and each stays in the folder that it is in.
 */
export function renamedPath(path: string, from: string, to: NamedDomain): string {
  const [stem = "", ...endings] = posix.basename(path).split(".");
  const names = new Map([
    [pluralOf(from), to.plural],
    [kebabCase(pluralOf(from)), kebabCase(to.plural)],
    [from, to.name],
    [kebabCase(from), kebabCase(to.name)],
    ...["", "Entity"].map((end) => [pascalCase(from) + end, pascalCase(to.name) + end] as const),
  ]);
  return posix.join(posix.dirname(path), [names.get(stem) ?? stem, ...endings].join("."));
}

export const typesIndex = "packages/types/src/index.ts";
export const entitiesIndex = "packages/db/src/entities/index.ts";
/** What services and routers are made with. */
export const apiFile = "packages/api/src/trpc.ts";
export const accessFile = "packages/api/src/access.ts";
export const rootRouter = "packages/api/src/root.ts";
export const retiredFile = "packages/db/src/retired.json";
/** What follows from it for the shared types. */
export const retiredTypesFile = "packages/types/src/retired.ts";
export const seedsFolder = "packages/db/src/seeds/records";
export const seedsIndex = "packages/db/src/seeds/records/index.ts";
