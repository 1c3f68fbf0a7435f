import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Contract } from "../contract.ts";
import { ContractError } from "../errors.ts";
import { readContract } from "../read-contract.ts";

const run = promisify(execFile);

export interface LoadOptions {
  /** The name under which the router is exported. */
  readonly router?: string;
  /** A file with environment variables, relative to the current folder. */
  readonly envFile?: string;
}

/** This file's neighbor, whether it runs as TypeScript or is built. */
const reader = fileURLToPath(new URL(`./read-router${extname(import.meta.url)}`, import.meta.url));

/**
 * The contract of the router that a file exports. The file is loaded in a process of its own, by tsx: it may be
 * TypeScript of any kind, print, and keep connections open.
 */
export async function contractOfFile(file: string, { router, envFile }: LoadOptions): Promise<Contract> {
  if (!existsSync(file))
    throw new ContractError(
      "CONTRACT_FILE_MISSING",
      `There is no ${file}.`,
      "Name the file that exports your router.",
    );
  const folder = mkdtempSync(join(tmpdir(), "pitstop-contract-"));
  const output = join(folder, "contract.json");
  try {
    const flags = envFile === undefined ? [] : [`--env-file=${envFile}`];
    await run(
      process.execPath,
      [...flags, "--import", import.meta.resolve("tsx"), reader, file, output, router ?? ""],
      {
        cwd: dirname(file),
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    return readContract(readFileSync(output, "utf8"), file);
  } catch (cause) {
    if (cause instanceof ContractError) throw cause;
    throw new ContractError(
      "CONTRACT_ROUTER_NOT_LOADED",
      `Can't load the router in ${file}.\n${reasonOf(cause)}`,
      "Fix the error above. Pass missing environment variables with --env-file.",
      { cause },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
  return text.trim().split("\n").slice(0, 12).join("\n");
}
