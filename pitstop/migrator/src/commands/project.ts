import type { MikroORM } from "@mikro-orm/core";
import type { Reporter } from "../report/reporter.ts";
import type { MigratorSettings } from "../settings.ts";

/** What the commands need of a project. */
export interface MigratorProject {
  /** Read each time, since options of a command set variables. */
  settings(): MigratorSettings;
  /** The address of the database; undefined where it is the embedded server's, which may not run. */
  readonly url: string | undefined;
  /** The address of a database that runs. `stop` ends what this call started and nothing else. */
  database(): Promise<{ readonly url: string; stop(): Promise<void> }>;
  /** Opens MikroORM with the safe migrator. The caller closes it. */
  open(url: string, reporter: Reporter): Promise<MikroORM>;
}

/** Where a command runs. */
export interface CommandContext {
  /** What is typed before a command's name: `npx pitstop-migrator`. Help and hints begin with it. */
  readonly typed: string;
  /** Called when a command runs, and not for its help. */
  readonly project: () => Promise<MigratorProject>;
}
