import { resolve } from "node:path";
import type { Plugin, RolldownOptions } from "rolldown";
import { onSupportedNode, programNamed } from "./on-supported-node.ts";
import { type BuiltDatabase, withGrammar, withMigrations } from "./with-migrations.ts";
import { withPages } from "./with-pages.ts";

export interface ArtifactOptions {
  /** The sources of the programs, by the name that each has in `dist`. */
  readonly programs: Readonly<Record<string, string>>;
  readonly database: BuiltDatabase;
  /** The folder of the built pages. */
  readonly pages: string;
}

/**
 * The settings of a build that needs no `node_modules`: programs that serve and migrate, with the pages and the migrations
 * beside them. The embedded server is no part of it.
 *
 * @example
 * export default artifact({
 *   programs: { main: "src/main.ts", migrate: "src/migrate.ts" },
 *   database,
 *   pages: join(import.meta.dirname, "../client/dist"),
 * });
 */
export async function artifact({ programs, database, pages }: ArtifactOptions): Promise<RolldownOptions> {
  const names = Object.keys(programs);
  const sources = Object.fromEntries(names.map((name) => [name, resolve(programs[name] ?? "")]));
  return {
    input: Object.fromEntries(names.map((name) => [name, programNamed(name)])),
    platform: "node",
    external: ["@pitstop/postgres"],
    transform: {
      define: {
        PITSTOP_MIGRATIONS: JSON.stringify(database.migrationNames()),
        PITSTOP_SEED_EXAMPLES: JSON.stringify(await database.seedExamples()),
      },
    },
    output: { dir: "dist", entryFileNames: "[name].mjs", sourcemap: true, cleanDir: true },
    plugins: [
      onSupportedNode(sources),
      withMigrations(database),
      withGrammar(),
      withPages(pages),
      moduleFolder,
    ],
  };
}

/** Whatever folder it is copied to, Node reads its files as modules. */
const moduleFolder: Plugin = {
  name: "module-folder",
  buildStart() {
    this.emitFile({ type: "asset", fileName: "package.json", source: `{ "type": "module" }\n` });
  },
};
