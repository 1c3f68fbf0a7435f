import { Command } from "commander";
import { startApplication } from "./start.ts";

const program = new Command("pitstop-start")
  .description(
    "Runs the application in this folder: database, server and pages on one address. It follows the files; Ctrl-C stops it.",
  )
  .allowExcessArguments(false)
  .addHelpText(
    "after",
    `
Variables:
  PORT          the port; defaults to 3000
  DATABASE_URL  a database to use instead of the embedded server
  PITSTOP_DATA  the folder of the embedded server; defaults to .pitstop/postgres
  LOG_LEVEL     what the server writes: error, warn, info or debug; defaults to warn

Examples:
  pitstop-start
  PORT=4000 pitstop-start`,
  )
  .action(startApplication);

await program.parseAsync();
