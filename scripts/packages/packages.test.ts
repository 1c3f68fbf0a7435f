// The packages as a registry would get them: packed, read by the two checkers of packages, and loaded by Node both ways
// from a folder that knows nothing of this repository. The registry itself is in registry.test.ts.
import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkPackage, createPackageFromTarballData, type ProblemKind } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Packed } from "./pack.ts";
import { packedPackages } from "./packed.ts";
import { type Manifest, publishablePackages } from "./publishable.ts";

const packages = publishablePackages();
const folder = mkdtempSync(join(tmpdir(), "pitstop-packages-"));
const consumer = join(folder, "consumer");
let packed: Packed[] = [];

/** Where a package lies after it was unpacked, as npm would have installed it. */
const installed = (name: string): string => join(consumer, "node_modules", name);
const installedManifest = (name: string): Manifest =>
  JSON.parse(readFileSync(join(installed(name), "package.json"), "utf8"));

beforeAll(async () => {
  packed = await packedPackages();
  for (const { name, filename } of packed) {
    mkdirSync(installed(name), { recursive: true });
    execFileSync("tar", ["-xzf", filename, "--strip-components", "1", "-C", installed(name)]);
  }
  for (const { folder: source, manifest } of packages) linkOthers(source, manifest);
  writeFileSync(join(consumer, "package.json"), JSON.stringify({ name: "consumer", private: true }));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a package depends on and isn't ours comes from this repository: to fetch it is the registry test's part. */
function linkOthers(source: string, manifest: Manifest): void {
  const { dependencies, optionalDependencies, peerDependencies } = manifest;
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    const [place, target] = [installed(name), join(source, "node_modules", name)];
    // Of the platforms' packages, one is there.
    if (name.startsWith("@pitstop/") || existsSync(place) || !existsSync(target)) continue;
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(target, place, "junction");
  }
}

function tarballOf(name: string): ArrayBuffer {
  const [found] = packed.filter((one) => one.name === name);
  if (!found) throw new Error(`${name} was not packed.`);
  const { buffer, byteOffset, byteLength } = readFileSync(found.filename);
  return buffer.slice(byteOffset, byteOffset + byteLength);
}

/** TypeScript, followed by what it prints. */
const RUNNABLE = /```ts\n(.*?)```\n\n```\n(.*?)```/gs;

const inDist = (path: string): string =>
  path
    .replace(/^\.\/(src|vite)\//, (_, part) => (part === "src" ? "./dist/" : "./dist/vite/"))
    .replace(/\.ts$/, ".js");

/** Whether code can import it; it may be a command alone. */
const hasDoors = ({ publishConfig }: Manifest): boolean => Object.keys(publishConfig.exports).length > 1;

/** Two instances of these don't know each other's classes, schemas and contexts. */
const SHARED = /^(@mikro-orm\/.+|zod|@trpc\/(client|server)|react|react-dom|@pitstop\/domain)$/;

/** What Node loads by itself. The pages import styles, which a bundler reads. */
const isForNode = (door: string): boolean => door !== "@pitstop/pages";

/** Two load an application's TypeScript, so they need a Node that reads it. */
const enginesOf = (name: string): string =>
  ["pitstop", "@pitstop/start"].includes(name) ? ">=24.0.0" : ">=22.17.0";

describe.each(packages.map(({ manifest, folder: source }) => [manifest.name, manifest, source] as const))(
  "%s",
  (name, manifest, source) => {
    test("says what it is, and has the license and a README", () => {
      expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(manifest).toMatchObject({ license: "MIT", engines: { node: enginesOf(name) } });
      expect(manifest.description).not.toBe("");
      for (const file of ["LICENSE", "README.md"])
        expect(existsSync(join(installed(name), file)), file).toBe(true);
    });

    test("publishes every public door of this repository, each as what is built from it", () => {
      const doors = Object.entries(manifest.exports).filter(([, path]) => /^\.\/(src|vite)\//.test(path));
      expect(manifest.publishConfig.exports).toEqual({
        ...Object.fromEntries(doors.map(([door, path]) => [door, inDist(path)])),
        "./package.json": "./package.json",
      });
      const bins = Object.entries(manifest.bin ?? {}).map(([bin, path]) => [bin, inDist(path)]);
      expect(Object.entries(manifest.publishConfig.bin ?? {})).toEqual(bins);
    });

    test("contains no tests and no TypeScript sources", () => {
      const all = packed.find((one) => one.name === name)?.files.map(({ path }) => path) ?? [];
      // What `create-pitstop` writes is an application's own code.
      const files = all.filter((path) => !path.startsWith("dist/template/"));
      expect(files.length).toBeGreaterThan(3);
      expect(files.filter((path) => /\.test\.|(^|\/)test\//.test(path))).toEqual([]);
      expect(files.filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))).toEqual([]);
    });

    test("depends on nothing that a registry doesn't have", () => {
      const { devDependencies, dependencies = {}, peerDependencies = {} } = installedManifest(name);
      expect(devDependencies).toBeUndefined();
      const names = packages.map((one) => one.manifest.name);
      for (const [dependency, version] of Object.entries({ ...dependencies, ...peerDependencies })) {
        expect(version, dependency).toMatch(/^(npm:[\w-]+@)?([\^~]|>=)?\d/);
        if (dependency.startsWith("@pitstop/")) expect(names).toContain(dependency);
        expect(dependency).not.toMatch(/^@app\//);
      }
    });

    test("takes from the application what there must be one of", () => {
      const { dependencies = {}, optionalDependencies = {} } = installedManifest(name);
      const own = Object.keys({ ...dependencies, ...optionalDependencies });
      expect(own.filter((dependency) => SHARED.test(dependency))).toEqual([]);
    });

    test("publint finds nothing", async () => {
      const { messages } = await publint({ pack: { tarball: tarballOf(name) }, strict: true });
      expect(messages).toEqual([]);
    });

    test.runIf(hasDoors(manifest))(
      "its types are found by every resolution that Node 22 and TypeScript 5.8 know",
      async () => {
        const result = await checkPackage(createPackageFromTarballData(new Uint8Array(tarballOf(name))));
        if (!result.types) throw new Error("There are no types.");
        const found = result.problems.filter((problem) => {
          // Node 22 loads ES modules by require(), and TypeScript's "nodenext" knows that; the checker's doesn't yet.
          if (problem.kind === ("CJSResolvesToESM" satisfies ProblemKind)) return false;
          // "node10" has no exports, and only sees the main door. TypeScript 7 no longer has it.
          const isOldResolution = "resolutionKind" in problem && problem.resolutionKind === "node10";
          return !(isOldResolution && "entrypoint" in problem && problem.entrypoint !== ".");
        });
        expect(found).toEqual([]);
      },
    );

    test("loads by import and by require(), each door with the same exports", () => {
      const doors = Object.keys(installedManifest(name).exports)
        .map((door) => name + door.slice(1))
        .filter((door) => isForNode(door) && !door.endsWith("/package.json"));
      const code = `
        (async () => {
          for (const door of ${JSON.stringify(doors)}) {
            const required = Object.keys(require(door)).sort();
            const imported = Object.keys(await import(door)).filter((key) => key !== "module.exports").sort();
            if (JSON.stringify(required) !== JSON.stringify(imported)) throw new Error(door);
          }
          console.log("loaded");
        })();`;
      const { stdout, stderr } = spawnSync(process.execPath, ["-e", code], {
        cwd: consumer,
        encoding: "utf8",
      });
      expect(stderr).toBe("");
      expect(stdout).toBe("loaded\n");
    });

    test.runIf(manifest.bin)("its commands answer --help", () => {
      for (const [bin, path] of Object.entries(installedManifest(name).bin ?? {})) {
        const program = join(installed(name), path);
        expect(readFileSync(program, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
        const { status, stdout } = spawnSync(process.execPath, [program, "--help"], { encoding: "utf8" });
        expect(stdout).toContain(`Usage: ${bin}`);
        expect(status).toBe(0);
      }
    });

    test("its README begins with its name, and its examples print what they say", () => {
      const readme = readFileSync(join(source, "README.md"), "utf8");
      expect(readme).toMatch(new RegExp(`^# ${name}\n`));
      for (const [, example = "", output] of readme.matchAll(RUNNABLE)) {
        const file = join(consumer, "example.mts");
        writeFileSync(file, example);
        const { stdout, stderr } = spawnSync(process.execPath, [file], { cwd: consumer, encoding: "utf8" });
        expect(stderr).toBe("");
        expect(stdout).toBe(output);
      }
    });
  },
);

test("the migrator loads where the optional @pitstop/postgres isn't installed", () => {
  const place = installed("@pitstop/postgres");
  rmSync(place, { recursive: true });
  const code = 'require("@pitstop/migrator"); require("@pitstop/migrator/generate"); console.log("loaded")';
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", code], {
    cwd: consumer,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout).toBe("loaded\n");
});
