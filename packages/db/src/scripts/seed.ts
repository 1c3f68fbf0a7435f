// `pnpm --filter db seed`: the real cars into an empty database; `--cars N` adds N cars for load.
import { log, progress } from "@clack/prompts";
import { terminalReporter } from "@pitstop/migrator";
import { developmentDatabase } from "../development.ts";
import { migrateDatabase } from "../migrating.ts";
import { openDatabase } from "../open.ts";
import { generateCars } from "../seeds/generate.ts";
import { seedWhenEmpty } from "../seeds/seed.ts";
import { runCommand, UsageError, wholeNumber } from "./command.ts";

const MAX_CARS = 100_000_000;

await runCommand({
  usage: "pnpm --filter db seed [--cars N]",
  about: "Brings the database up to date and fills it with 406 real cars where it is empty.",
  flags: { cars: { value: "N", help: "Adds so many made-up cars, for load." } },
  examples: [
    ["pnpm --filter db seed", "Seeds an empty database."],
    ["pnpm --filter db seed --cars 100000", "Adds a hundred thousand cars."],
  ],
  run: async (given) => {
    const cars = carsAskedFor(given.value("cars"));
    const database = await developmentDatabase();
    try {
      await seed(database.url);
      if (cars > 0) await addCars(database.url, cars);
    } finally {
      await database.stop();
    }
  },
});

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
}

async function addCars(url: string, count: number): Promise<void> {
  const bar = progress({ max: count });
  bar.start(`Adding ${count.toLocaleString("en")} cars`);
  let shown = 0;
  await generateCars(url, count, (rows) => {
    bar.advance(rows - shown);
    shown = rows;
  });
  bar.stop(`Added ${count.toLocaleString("en")} cars.`);
}

function carsAskedFor(text: string | undefined): number {
  if (text === undefined) return 0;
  const number = wholeNumber("--cars", text);
  if (number <= MAX_CARS) return number;
  throw new UsageError(
    `--cars is ${text}.`,
    `Give it a whole number up to ${MAX_CARS.toLocaleString("en")}.`,
  );
}
