// `pnpm --filter db seed`: the real cars into an empty database; `--cars N` adds N cars for load.
import { parseArgs } from "node:util";
import { log, progress } from "@clack/prompts";
import { terminalReporter } from "@pitstop/migrator";
import { developmentDatabase } from "../development.ts";
import { migrateDatabase } from "../migrating.ts";
import { openDatabase } from "../open.ts";
import { generateCars } from "../seeds/generate.ts";
import { seedWhenEmpty } from "../seeds/seed.ts";

const MAX_CARS = 100_000_000;
const count = carsAskedFor();
const database = await developmentDatabase();
try {
  await seed(database.url);
} finally {
  await database.stop();
}

async function seed(url: string): Promise<void> {
  await migrateDatabase(url, { reporter: terminalReporter() });
  const orm = await openDatabase({ url });
  try {
    const added = await seedWhenEmpty(orm.em);
    log.success(
      added > 0 ? `Added ${added} cars and their categories.` : "The database has data; nothing was seeded.",
    );
  } finally {
    await orm.close();
  }
  if (count === 0) return;
  const bar = progress({ max: count });
  bar.start(`Adding ${count.toLocaleString("en")} cars`);
  let shown = 0;
  await generateCars(url, count, (rows) => {
    bar.advance(rows - shown);
    shown = rows;
  });
  bar.stop(`Added ${count.toLocaleString("en")} cars.`);
}

function carsAskedFor(): number {
  try {
    const { values } = parseArgs({ options: { cars: { type: "string", default: "0" } } });
    const number = Number(values.cars);
    if (Number.isInteger(number) && number >= 0 && number <= MAX_CARS) return number;
    throw new Error(
      `--cars takes a whole number up to ${MAX_CARS.toLocaleString("en")}, not "${values.cars}".`,
    );
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : error}\nUsage: pnpm --filter db seed [--cars N]`,
    );
    process.exit(2);
  }
}
