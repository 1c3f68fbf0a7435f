import { MikroORM } from "@mikro-orm/core";
import { PitstopError } from "@pitstop/errors";
import { messageOf } from "../database-error.ts";
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
 * load TypeScript. Throws MigratorError MIKRO_ORM_CLI_MISSING, MIKRO_ORM_CONFIG_UNREADABLE and SAFE_MIGRATOR_MISSING.
 */
export async function mikroOrmProject({
  config: paths,
  contextName,
}: MikroOrmOptions): Promise<MigratorProject> {
  const { CLIHelper, configure } = await mikroOrmCli();
  const config = await (async () => {
    // Registers what loads TypeScript; the commands that it gives are MikroORM's.
    await configure();
    return CLIHelper.getConfiguration(contextName, paths);
  })().catch((error: unknown) => {
    throw error instanceof PitstopError ? error : unreadable(error);
  });
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

const unreadable = (cause: unknown): MigratorError =>
  new MigratorError(
    "MIKRO_ORM_CONFIG_UNREADABLE",
    `MikroORM's configuration can't be loaded: ${messageOf(cause)}`,
    "Run the command in the folder that has mikro-orm.config.ts, or name the file with --config. `npx mikro-orm debug` loads it in the same way.",
    { cause },
  );

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
