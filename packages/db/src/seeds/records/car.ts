import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { SeedRecord } from "@pitstop/database";

interface CarOfDataSet {
  Name: string;
  Origin: string;
}

/** Car colours, dealt out in turn: the data set has none. */
const colors = ["black", "white", "silver", "red", "blue", "green", null] as const;

/**
 * The 406 cars (1970–1982) of the `vega-datasets` package, with their origin as category. The package exports only a
 * loader that asks a web server, so the file is read from beside it.
 */
export async function car(): Promise<SeedRecord[]> {
  const entry = createRequire(import.meta.url).resolve("vega-datasets");
  const text = await readFile(join(entry, "../../data/cars.json"), "utf8");
  const cars = JSON.parse(text) as CarOfDataSet[]; // the form of the pinned version of the data set
  return cars.map(({ Name, Origin }, index) => ({
    name: Name,
    color: colors[index % colors.length] ?? null,
    category: Origin,
  }));
}
