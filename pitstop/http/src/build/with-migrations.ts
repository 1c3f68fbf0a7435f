import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "rolldown";

/** What a build takes of an application's database. */
export interface BuiltDatabase {
  /** The folder with the migrations. */
  readonly migrations: string;
  readonly migrationNames: () => string[];
  /** The first record of each domain, for examples in the API's document. */
  readonly seedExamples: () => Promise<object>;
}

/**
 * Puts each migration beside the bundle as a file of its own, in the folder `migrations`, where the migrator looks for
 * them: what they say, and so their checksums, is what it reads in development.
 */
export const withMigrations = ({ migrations, migrationNames }: BuiltDatabase): Plugin => ({
  name: "with-migrations",
  buildStart() {
    for (const name of migrationNames()) {
      this.emitFile({
        type: "chunk",
        id: join(migrations, `${name}.ts`),
        fileName: `migrations/${name}.js`,
        preserveSignature: "strict",
      });
    }
    this.emitFile({
      type: "asset",
      fileName: "migrations/snapshot.json",
      source: readFileSync(join(migrations, "snapshot.json")),
    });
  },
});

/** Puts PostgreSQL's grammar beside the chunk that reads it from there; the linter of migrations parses with it. */
export const withGrammar = (): Plugin => {
  let parser: string | undefined;
  return {
    name: "with-grammar",
    moduleParsed({ id }) {
      if (/[\\/]libpg-query[\\/]wasm[\\/]index\.c?js$/.test(id)) parser = id;
    },
    buildEnd() {
      if (parser === undefined) return;
      const grammar = createRequire(pathToFileURL(parser)).resolve("./libpg-query.wasm");
      this.emitFile({ type: "asset", fileName: "libpg-query.wasm", source: readFileSync(grammar) });
    },
  };
};
