import { car } from "@pitstop/types";
import { describe, expect, test } from "vitest";
import { describeDomain } from "../testing/describe-domain.ts";
import { testApi } from "../testing/index.ts";

describeDomain(car);

const api = testApi();

describe("a car", () => {
  test("is created, read, changed and deleted", async () => {
    const category = await api.call.category.create({ name: "Coupé" });
    const created = await api.call.car.create({ name: " 911 ", color: "red", categoryId: category.id });
    expect(created).toMatchObject({
      name: "911",
      color: "red",
      category: { id: category.id, name: "Coupé" },
      version: 1,
    });
    expect(await api.call.car.byId({ id: created.id })).toEqual(created);

    const changed = await api.call.car.update({ id: created.id, version: 1, color: null, categoryId: null });
    expect(changed).toMatchObject({
      name: "911",
      color: null,
      category: null,
      version: 2,
      createdAt: created.createdAt,
    });
    expect(changed.updatedAt >= created.updatedAt).toBe(true);

    expect(await api.call.car.delete({ id: created.id, version: 2 })).toEqual({ id: created.id });
    await expect(api.call.car.byId({ id: created.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("keeps what an update does not name", async () => {
    const { id } = await api.call.car.create({ name: "Golf", color: "green" });
    expect(await api.call.car.update({ id, version: 1, name: "Golf GTI" })).toMatchObject({ color: "green" });
  });

  test("is not overwritten by somebody who read an older version", async () => {
    const { id } = await api.call.car.create({ name: "Polo" });
    await api.call.car.update({ id, version: 1, color: "blue" });
    await expect(api.call.car.update({ id, version: 1, color: "red" })).rejects.toMatchObject({
      code: "CONFLICT",
      cause: { reason: "stale" },
      message: `Car ${id} was changed by somebody else since you read it. Read it again and repeat your change.`,
    });
    await expect(api.call.car.delete({ id, version: 1 })).rejects.toMatchObject({
      cause: { reason: "stale" },
    });
    expect(await api.call.car.byId({ id })).toMatchObject({ color: "blue", version: 2 });
  });

  test("is changed by exactly one of many who update it at once", async () => {
    const { id } = await api.call.car.create({ name: "Up" });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => api.call.car.update({ id, version: 1, name: `Up ${index}` })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await api.call.car.byId({ id })).toMatchObject({ version: 2 });
  });

  test("refuses a category that is not there, at the field", async () => {
    const { count } = await api.call.car.count({});
    await expect(api.call.car.create({ name: "Ghost", categoryId: 999_999 })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      cause: { fields: { categoryId: ["This category does not exist (any more). Choose another one."] } },
    });
    expect((await api.call.car.count({})).count).toBe(count);
  });
});
