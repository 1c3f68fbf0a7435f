import { expect, test } from "vitest";
import { applied, planOf } from "../../../test/workspace.ts";
import { attributeChange } from "../../operations/attribute-change.ts";

test("meta data loses neighbors and gains an entry in one change", () => {
  const changed = applied(
    planOf(attributeChange, { domain: "category", attribute: "description", type: "integer" }),
  );
  const text = changed.files.get("packages/types/src/category.ts") ?? "";
  expect(text).toContain('description: z.int32().nullable().meta({ label: "Description", sortable: true }),');
  expect(text).not.toContain("multiline");
});
