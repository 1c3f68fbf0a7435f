import { kebabCase } from "../names/case.ts";

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
