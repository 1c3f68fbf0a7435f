import { expect, test } from "vitest";
import { layersAlone } from "../../../test/team-code/workspace.ts";
import { madeName } from "../../layers/sql.ts";
import { readDomain } from "../../workspace/read-domain.ts";
import { renameTable } from "./rename-table.ts";

test("a table takes a name so long that those of its indexes have to be shorter", () => {
  const to = "vehicles_of_all_makes_and_models_since_1900";
  const { up } = renameTable(layersAlone, readDomain(layersAlone, "shipment"), to);
  const sql = up.map((step) => (step.kind === "sql" ? step.sql : "")).join("\n");
  expect(sql).toContain(`"${madeName("index", to, ["arrives_at", "id"])}"`);
  expect(sql).toContain(`"${madeName("foreign key", to, ["supplier_id"])}"`);
  for (const [, name = ""] of sql.matchAll(/ to "(\w+)"/g)) expect(name.length).toBeLessThanOrEqual(63);
});
