import { expect, test } from "vitest";
import { testApi } from "../testing/index.ts";

const api = testApi();

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
