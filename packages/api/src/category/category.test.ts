import { category } from "@pitstop/types";
import { expect, test } from "vitest";
import { describeDomain } from "../testing/describe-domain.ts";
import { testApi } from "../testing/index.ts";

describeDomain(category);

const api = testApi();

test("a category's name is unique, and the message stands at the field", async () => {
  await api.call.category.create({ name: "Van" });
  await expect(api.call.category.create({ name: "Van" })).rejects.toMatchObject({
    code: "CONFLICT",
    message: "Another category has this name already. Choose a different one.",
    cause: {
      reason: "unique",
      fields: { name: ["Another category has this name already. Choose a different one."] },
    },
  });
});

test("a category is read, changed and listed with its description", async () => {
  const { id } = await api.call.category.create({ name: "Pickup", description: "With a bed." });
  await api.call.category.update({ id, version: 1, description: null });
  const { items } = await api.call.category.list({ filter: { name: { equals: "Pickup" } } });
  expect(items).toEqual([await api.call.category.byId({ id })]);
  expect(items[0]).toMatchObject({ description: null, version: 2 });
});
