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

test("a category that cars refer to is not deleted, and says why", async () => {
  const category = await api.call.category.create({ name: "Bus" });
  const car = await api.call.car.create({ name: "T2", categoryId: category.id });
  await expect(api.call.category.delete({ id: category.id })).rejects.toMatchObject({
    code: "CONFLICT",
    message: "There are cars that refer to this record. Change or delete them first.",
    cause: { reason: "referenced" },
  });
  await api.call.car.delete({ id: car.id });
  expect(await api.call.category.delete({ id: category.id })).toEqual({ id: category.id });
});

test("a category is read, changed and listed with its description", async () => {
  const { id } = await api.call.category.create({ name: "Pickup", description: "With a bed." });
  await api.call.category.update({ id, version: 1, description: null });
  const { items } = await api.call.category.list({ filter: { name: { equals: "Pickup" } } });
  expect(items).toEqual([await api.call.category.byId({ id })]);
  expect(items[0]).toMatchObject({ description: null, version: 2 });
});
