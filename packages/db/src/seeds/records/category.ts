import type { SeedRecord } from "@pitstop/database";

/** Where the cars come from. */
export const category = async (): Promise<SeedRecord[]> => [
  { name: "USA", description: "Cars made in the United States." },
  { name: "Europe", description: "Cars made in Europe." },
  { name: "Japan", description: "Cars made in Japan." },
];
