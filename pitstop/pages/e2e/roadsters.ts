import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { createTestDatabase } from "@app/db/testing";

type Orm = Awaited<ReturnType<typeof createTestDatabase>>["orm"];

interface CarOfDataSet {
  Name: string;
  Origin: string;
}

/** Dealt out in turn: the data set has none. */
const colors = ["black", "white", "silver", "red", "blue", "green", null];

/** The 406 cars (1970–1982) of the `vega-datasets` package as roadsters, by their three origins. */
export async function fillRoadsters(orm: Orm): Promise<void> {
  const ofDatabase = createRequire(createRequire(import.meta.url).resolve("@app/db"));
  const file = join(ofDatabase.resolve("vega-datasets"), "../../data/cars.json");
  const cars = JSON.parse(readFileSync(file, "utf8")) as CarOfDataSet[]; // the form of the pinned version of the data set
  const rows = cars.map(({ Name, Origin }, index) => ({
    name: Name,
    color: colors[index % colors.length],
    homeland: Origin,
  }));
  const em = orm.em.fork();
  await em.execute(`insert into homelands (name) values ('USA'), ('Europe'), ('Japan')`);
  await em.execute(
    `insert into roadsters (name, color, homeland_id)
     select r.name, r.color, h.id
     from rows from (json_to_recordset(?) as (name text, color text, homeland text))
       with ordinality as r (name, color, homeland, place)
     join homelands h on h.name = r.homeland order by place`,
    [JSON.stringify(rows)],
  );
}
