// @domain car: measures the application on this domain, and goes with it.
import type { EntityManager } from "@mikro-orm/postgresql";
import { type Depth, type Order, rowsBefore } from "./places.ts";

/** The same page as lists without a keyset read it: every row before it is read and thrown away. */
export async function readByOffset(
  em: EntityManager,
  { column, direction }: Order,
  depth: Depth,
  rows: number,
): Promise<void> {
  await em.execute(
    `select t.*, c.name as category_name
     from (select * from cars order by ${column} ${direction}, id ${direction} offset ? limit 20) t
     left join categories c on c.id = t.category_id order by t.${column} ${direction}, t.id ${direction}`,
    [rowsBefore(depth, rows)],
  );
}
