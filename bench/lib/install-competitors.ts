import { execFileSync } from "node:child_process";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../competitors");

/** Installs the competitors' own workspace from its lockfile and generates Prisma's client; nothing to do is quick. */
export function installCompetitors(): void {
  const options = { cwd: folder, stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"] };
  execFileSync("pnpm", ["install", "--frozen-lockfile"], { ...options, shell: process.platform === "win32" });
  const prisma = join(folder, "node_modules/prisma/build/index.js");
  execFileSync(process.execPath, [prisma, "generate", "--schema", "prisma/schema.prisma"], {
    ...options,
    // Otherwise the command loads an engine for migrations from Prisma's server, which generating never runs.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
  });
}
