import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inject } from "vitest";
import { buildPackages } from "./build.ts";
import { type Packed, packPackages } from "./pack.ts";
import { publishablePackages } from "./publishable.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder of this run, for what its test files share. */
    runFolder: string;
  }
}

/** Every package that is published, built and packed by the first test file of a run that asks for it. */
export async function packedPackages(): Promise<Packed[]> {
  const list = join(inject("runFolder"), "packed.json");
  if (isFirst()) {
    const packages = publishablePackages();
    buildPackages(packages);
    const packed = packPackages(packages, join(inject("runFolder"), "tarballs"));
    writeFileSync(`${list}.new`, JSON.stringify(packed));
    renameSync(`${list}.new`, list);
  }
  while (!existsSync(list)) await pause(100);
  return JSON.parse(readFileSync(list, "utf8")) as Packed[]; // written above
}

function isFirst(): boolean {
  try {
    mkdirSync(join(inject("runFolder"), "packing"));
    return true;
  } catch {
    return false;
  }
}
