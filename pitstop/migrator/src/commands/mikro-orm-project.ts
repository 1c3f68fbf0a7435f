import { MikroORM } from "@mikro-orm/core";
import { databaseUrl } from "../database-url.ts";
import { MigratorError } from "../errors.ts";
import { migrationsTableName } from "../migration/migrations-table.ts";
import { isSafeMigrator, safeMigrator } from "../safe-migrator.ts";
import { readSettings } from "../settings.ts";
import type { MigratorProject } from "./project.ts";

export interface MikroOrmOptions {
  /** Paths of configuration files, in the place of those that MikroORM looks for. */
  readonly config?: string[];
  /** Of several configurations in one file, the one of this name. */
  readonly contextName?: string;
}

/**
 * The project that MikroORM's own command line would find here: its configuration file, environment variables and way to
 * load TypeScript. Throws MigratorError MIKRO_ORM_CLI_MISSING, SAFE_MIGRATOR_MISSING, and what the configuration throws.
 */
export async function mikroOrmProject({
  config: paths,
  contextName,
}: MikroOrmOptions): Promise<MigratorProject> {
  const { CLIHelper, configure } = await mikroOrmCli();
  // Registers what loads TypeScript; the commands that it gives are MikroORM's.
  await configure();
  const config = await CLIHelper.getConfiguration(contextName, paths);
  const extensions = config.get("extensions");
  const extension = extensions.find(isSafeMigrator);
  if (extension === undefined) {
    throw new MigratorError(
      "SAFE_MIGRATOR_MISSING",
      "MikroORM's configuration doesn't use the safe migrator.",
      'Add to it: extensions: [safeMigrator()], with import { safeMigrator } from "@pitstop/migrator".',
    );
  }
  const url = databaseUrl(config);
  return {
    settings: () =>
      readSettings(process.env, { ...extension.options, migrationsTable: migrationsTableName(config) }),
    url,
    database: async () => ({ url, stop: async () => undefined }),
    open: (_url, reporter) =>
      MikroORM.init({
        ...config.getAll(),
        // As MikroORM's command line does.
        allowGlobalContext: true,
        preferTs: CLIHelper.getSettings().preferTs !== false,
        extensions: extensions.map((other) =>
          other === extension ? safeMigrator({ ...extension.options, reporter }) : other,
        ),
      }),
  };
}

async function mikroOrmCli(): Promise<typeof import("@mikro-orm/cli")> {
  try {
    return await import("@mikro-orm/cli");
  } catch (cause) {
    throw new MigratorError(
      "MIKRO_ORM_CLI_MISSING",
      "MikroORM's command line, which finds its configuration, isn't installed.",
      "Install it: npm install --save-dev @mikro-orm/cli",
      { cause },
    );
  }
}
