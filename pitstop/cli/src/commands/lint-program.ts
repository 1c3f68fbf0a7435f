// `pitstop lint …`: pitstop-lint, in the folder that the user stands in.
import { runHere } from "@pitstop/lint/command";

await runHere(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
