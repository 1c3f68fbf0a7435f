import { globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** What of a package.json matters for publishing. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description: string;
  readonly license: string;
  readonly engines: { readonly node: string };
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly publishConfig: {
    readonly bin?: Readonly<Record<string, string>>;
    readonly main?: string;
    readonly exports: Readonly<Record<string, string>>;
  };
}

export interface Publishable {
  /** Absolute path. */
  readonly folder: string;
  readonly manifest: Manifest;
}

export const root = resolve(import.meta.dirname, "../..");

/** The packages of the machinery that aren't private: those that a registry gets. */
export function publishablePackages(): Publishable[] {
  return globSync("pitstop/*/package.json", { cwd: root })
    .sort()
    .map((path) => ({
      folder: join(root, dirname(path)),
      manifest: JSON.parse(readFileSync(join(root, path), "utf8")) as Manifest, // our own files
    }))
    .filter(({ manifest }) => manifest.private !== true);
}
