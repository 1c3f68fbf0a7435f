import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { type Publishable, root } from "./publishable.ts";

/** What `pnpm pack` made of a package. */
export interface Packed {
  readonly name: string;
  readonly version: string;
  /** Absolute path of the tarball. */
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

const running = process.env.npm_execpath ?? "";
/** The pnpm that runs this, where one does: npx would wait for every other npx of this machine. */
const pnpm: readonly [string, ...string[]] = /[\\/]pnpm(\.exe)?$/.test(running)
  ? [running]
  : ["npx", "-y", "pnpm"];

/**
 * Packs built packages as they would be published: `publishConfig` applied, workspace and catalog versions replaced.
 * The tarballs go to `folder`, an absolute path.
 */
export function packPackages(packages: readonly Publishable[], folder: string): Packed[] {
  mkdirSync(folder, { recursive: true });
  const filters = packages.flatMap(({ manifest }) => ["--filter", manifest.name]);
  const args = [...filters, "--recursive", "pack", "--pack-destination", folder, "--json"];
  const [program, ...before] = pnpm;
  const output = execFileSync(program, [...before, ...args], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  const packed: Packed | Packed[] = JSON.parse(output.slice(output.search(/^[[{]/m)));
  return [packed].flat();
}
