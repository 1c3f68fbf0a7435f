import { expect, test } from "vitest";
import { rowText } from "../rows/row-texts.ts";
import { applied, planOf } from "../testing/workspace.ts";
import { attributeRemove } from "./attribute-remove.ts";
import { purge } from "./purge.ts";

test("a purge asks which client builds still use what goes, and names them", () => {
  const removed = applied(planOf(attributeRemove, { domain: "car", attribute: "color" }));
  const { rowsAtRisk } = planOf(purge, {}, removed);
  const query = rowsAtRisk.find(({ sql }) => sql.includes("pitstop.client_use"));
  if (!query) return expect.unreachable("no build is asked for");
  expect(query.sql).toContain("domain = 'car' and attribute = 'color'");
  const samples = [{ id: "web@1.4", value: "web@1.4, last on 2026-11-20" }];
  expect(rowText({ query, rows: 1, samples })).toBe(
    "1 client build still uses car.color: web@1.4, last on 2026-11-20",
  );
});
