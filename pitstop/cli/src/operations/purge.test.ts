import { expect, test } from "vitest";
import { applied, planOf } from "../../test/workspace.ts";
import { rowText } from "../rows/row-texts.ts";
import { attributeRemove } from "./attribute-remove.ts";
import { domainRemove } from "./domain-remove.ts";
import { purge } from "./purge.ts";

test("a purge asks which client builds still use what goes, and names them", () => {
  const removed = applied(planOf(attributeRemove, { domain: "car", attribute: "color" }));
  const { rowsAtRisk } = planOf(purge, {}, removed);
  const query = rowsAtRisk.find(({ sql }) => sql.includes("pitstop.client_use"));
  if (!query) return expect.unreachable("no build is asked for");
  expect(query.sql).toContain("domain in ('car') and attribute = 'color'");
  const samples = [{ id: "web@1.4", value: "web@1.4, last on 2026-11-20" }];
  expect(rowText({ query, rows: 1, samples })).toBe(
    "1 client build still uses car.color: web@1.4, last on 2026-11-20",
  );
});

test("so does one of a domain that was removed: its calls are counted until then", () => {
  const removed = applied(planOf(domainRemove, { domain: "car" }));
  const { rowsAtRisk } = planOf(purge, { domain: "car" }, removed);
  expect(rowsAtRisk.map(({ text }) => text.many)).toEqual(["client builds still use car"]);
});
