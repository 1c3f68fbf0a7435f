import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runContract } from "@pitstop/contract";
import { outliveReader } from "@pitstop/process";
import type { AnyTRPCRouter } from "@trpc/server";
import { contractTexts } from "../contract/contract-texts.ts";
import { tablesOf } from "../contract/tables.ts";
import type { Api } from "../define-api.ts";

/** The API whose contract is compared, and where its repository keeps what belongs to it. */
export interface ContractedApi {
  readonly api: Api;
  readonly router: AnyTRPCRouter;
  /** The root of the repository; the paths are relative to it. */
  readonly root: string;
  /** The recorded contract. */
  readonly path: string;
  /** What is derived from it. */
  readonly versionPath: string;
  readonly historyPath: string;
  /** The folder of the migrations, which say when something changed. */
  readonly migrations: string;
}

/**
 * `pitstop contract`: what the working tree's API changes for clients that are deployed.
 *
 * @example
 * await compareContract(process.argv.slice(2), {
 *   api,
 *   router: appRouter,
 *   root,
 *   path: "packages/api/contract.json",
 *   versionPath: "packages/api/src/contract/version.json",
 *   historyPath: "packages/api/src/contract/versions.json",
 *   migrations: "packages/db/src/migrations",
 * });
 */
export async function compareContract(words: string[], contracted: ContractedApi): Promise<void> {
  outliveReader();
  const { api, router, root, path, versionPath, historyPath, migrations } = contracted;
  const { contract, version, versions } = contractTexts(api, router);
  const { exitCode, stdout, stderr } = await runContract(words, {
    current: contract,
    root,
    path,
    derived: [
      { path: versionPath, text: version },
      { path: historyPath, text: versions },
    ],
    folder: process.env.INIT_CWD ?? process.cwd(),
    migrations: { folder: migrations, texts: migrationTexts(root, migrations) },
    tables: tablesOf(api.definition),
    today: new Date().toISOString().slice(0, 10),
  });
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = exitCode;
}

function migrationTexts(root: string, folder: string) {
  return readdirSync(join(root, folder))
    .filter((file) => file.startsWith("Migration") && file.endsWith(".ts"))
    .map((file) => ({
      name: file.replace(/\.ts$/, ""),
      path: `${folder}/${file}`,
      text: readFileSync(join(root, folder, file), "utf8"),
    }));
}
