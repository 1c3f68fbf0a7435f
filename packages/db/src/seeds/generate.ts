import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { realCars, type SeedCar } from "./real-cars.ts";

const ROWS_PER_CHUNK = 1_000;

/**
 * Adds `count` cars for load, by COPY: the real cars' names with a running number, spread over the categories that
 * are there. `onProgress` is told the rows sent so far.
 */
export async function generateCars(
  url: string,
  count: number,
  onProgress: (rows: number) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(`select id from categories order by id`);
    const categoryIds = rows.map(({ id }) => id);
    const source = Readable.from(carLines(await realCars(), categoryIds, count, onProgress));
    await pipeline(source, client.query(copyFrom(`copy cars (name, color, category_id) from stdin`)));
    await client.query(`analyze cars`);
  } finally {
    await client.end();
  }
}

/** COPY's text format: columns by tabs, \N for null (https://www.postgresql.org/docs/18/sql-copy.html). */
function* carLines(
  models: SeedCar[],
  categoryIds: string[],
  count: number,
  onProgress: (rows: number) => void,
) {
  let chunk = "";
  for (let index = 0; index < count; index++) {
    const model = models[index % models.length];
    const category = categoryIds[index % categoryIds.length] ?? "\\N";
    chunk += `${model?.name} ${index + 1}\t${model?.color ?? "\\N"}\t${category}\n`;
    const isFull = (index + 1) % ROWS_PER_CHUNK === 0;
    if (!isFull && index + 1 < count) continue;
    yield chunk;
    chunk = "";
    onProgress(index + 1);
  }
}
