// `pitstop contract`, `pnpm --filter api contract`: what the working tree's API changes for clients that are deployed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runContract } from "@pitstop/contract";
import { contractOf, presentContract, versionsText, versionText } from "../contract/index.ts";
import { tables } from "../contract/tables.ts";

const root = join(import.meta.dirname, "../../../..");
const migrations = "packages/db/src/migrations";

const current = contractOf();
const { exitCode, stdout, stderr } = await runContract(process.argv.slice(2), {
  current,
  root,
  path: "packages/api/contract.json",
  derived: [
    { path: "packages/api/src/contract/version.json", text: versionText(current, presentContract()) },
    { path: "packages/api/src/contract/versions.json", text: versionsText(current) },
  ],
  folder: process.env.INIT_CWD ?? process.cwd(),
  migrations: { folder: migrations, texts: migrationTexts() },
  tables,
  today: new Date().toISOString().slice(0, 10),
});
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = exitCode;

function migrationTexts() {
  return readdirSync(join(root, migrations))
    .filter((file) => file.startsWith("Migration") && file.endsWith(".ts"))
    .map((file) => ({
      name: file.replace(/\.ts$/, ""),
      path: `${migrations}/${file}`,
      text: readFileSync(join(root, migrations, file), "utf8"),
    }));
}
