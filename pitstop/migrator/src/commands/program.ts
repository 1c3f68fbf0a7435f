import { addMigratorCommands } from "./add-commands.ts";
import { command, runProgram } from "./command-line.ts";
import { type MikroOrmOptions, mikroOrmProject } from "./mikro-orm-project.ts";

/** Runs `pitstop-migrator` on the project whose MikroORM configuration is found from the current folder. */
export async function runMigratorProgram(args: readonly string[]): Promise<void> {
  const program = command(
    "pitstop-migrator",
    "Lint, rehearse, apply, back up, restore and backfill a PostgreSQL database with MikroORM migrations. `npx mikro-orm migration:up` applies them too.",
  )
    .option("--config <path>", "path of MikroORM's configuration file; may be repeated", collected)
    .option("--context-name <name>", "name of one of several configurations in the file");
  addMigratorCommands(program, {
    typed: "npx pitstop-migrator",
    project: () => mikroOrmProject(program.opts<MikroOrmOptions>()),
  });
  await runProgram(program, args);
}

const collected = (path: string, before: readonly string[] = []): string[] => [...before, path];
