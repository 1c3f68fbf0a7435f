import { describe, expect, test } from "vitest";
import { roadsterApi } from "../../test/roadster-api.ts";

const api = roadsterApi();

describe("a record", () => {
  test("is created, read, changed and deleted", async () => {
    const homeland = await api.call.homeland.create({ name: "Germany" });
    const created = await api.call.roadster.create({ name: " 911 ", color: "red", homelandId: homeland.id });
    expect(created).toMatchObject({
      name: "911",
      color: "red",
      homeland: { id: homeland.id, name: "Germany" },
      version: 1,
    });
    expect(await api.call.roadster.byId({ id: created.id })).toEqual(created);

    const changed = await api.call.roadster.update({
      id: created.id,
      version: 1,
      color: null,
      homelandId: null,
    });
    expect(changed).toMatchObject({
      name: "911",
      color: null,
      homeland: null,
      version: 2,
      createdAt: created.createdAt,
    });
    expect(changed.updatedAt >= created.updatedAt).toBe(true);

    expect(await api.call.roadster.delete({ id: created.id, version: 2 })).toEqual({ id: created.id });
    await expect(api.call.roadster.byId({ id: created.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("is read, changed and listed with a long text", async () => {
    const { id } = await api.call.homeland.create({ name: "Bavaria", remarks: "With mountains." });
    await api.call.homeland.update({ id, version: 1, remarks: null });
    const { items } = await api.call.homeland.list({ filter: { name: { equals: "Bavaria" } } });
    expect(items).toEqual([await api.call.homeland.byId({ id })]);
    expect(items[0]).toMatchObject({ remarks: null, version: 2 });
  });

  test("keeps what an update does not name", async () => {
    const { id } = await api.call.roadster.create({ name: "Golf", color: "green" });
    expect(await api.call.roadster.update({ id, version: 1, name: "Golf GTI" })).toMatchObject({
      color: "green",
    });
  });

  test("stays as it is where an update names nothing to change", async () => {
    const created = await api.call.roadster.create({ name: "Lupo" });
    expect(await api.call.roadster.update({ id: created.id, version: 1 })).toEqual(created);
    await expect(api.call.roadster.update({ id: created.id, version: 2 })).rejects.toMatchObject({
      code: "CONFLICT",
      cause: { reason: "stale" },
    });
    await expect(api.call.roadster.update({ id: 999_999, version: 1 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("is not overwritten by somebody who read an older version", async () => {
    const { id } = await api.call.roadster.create({ name: "Polo" });
    await api.call.roadster.update({ id, version: 1, color: "blue" });
    await expect(api.call.roadster.update({ id, version: 1, color: "red" })).rejects.toMatchObject({
      code: "CONFLICT",
      cause: { reason: "stale" },
      message: `Roadster ${id} was changed by somebody else since you read it. Read it again and repeat your change.`,
    });
    await expect(api.call.roadster.delete({ id, version: 1 })).rejects.toMatchObject({
      cause: { reason: "stale" },
    });
    expect(await api.call.roadster.byId({ id })).toMatchObject({ color: "blue", version: 2 });
  });

  test("is changed by exactly one of many who update it at once", async () => {
    const { id } = await api.call.roadster.create({ name: "Up" });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        api.call.roadster.update({ id, version: 1, name: `Up ${index}` }),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await api.call.roadster.byId({ id })).toMatchObject({ version: 2 });
  });
});

describe("what the database refuses is told in words", () => {
  test("a related record that is not there, at the field", async () => {
    const { count } = await api.call.roadster.count({});
    await expect(api.call.roadster.create({ name: "Ghost", homelandId: 999_999 })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      cause: { fields: { homelandId: ["This homeland does not exist (any more). Choose another one."] } },
    });
    expect((await api.call.roadster.count({})).count).toBe(count);
  });

  test("a value that must be unique, at the field", async () => {
    await api.call.homeland.create({ name: "Sweden" });
    await expect(api.call.homeland.create({ name: "Sweden" })).rejects.toMatchObject({
      code: "CONFLICT",
      message: "Another homeland has this name already. Choose a different one.",
      cause: {
        reason: "unique",
        fields: { name: ["Another homeland has this name already. Choose a different one."] },
      },
    });
  });

  test("a record that others refer to is not deleted, until they do not", async () => {
    const homeland = await api.call.homeland.create({ name: "Italy" });
    const roadster = await api.call.roadster.create({ name: "Spider", homelandId: homeland.id });
    await expect(api.call.homeland.delete({ id: homeland.id })).rejects.toMatchObject({
      code: "CONFLICT",
      message: "There are roadsters that refer to this record. Change or delete them first.",
      cause: { reason: "referenced" },
    });
    await api.call.roadster.delete({ id: roadster.id });
    expect(await api.call.homeland.delete({ id: homeland.id })).toEqual({ id: homeland.id });
  });
});

test("a text is found in whichever way Unicode spells it, and in whichever way it was stored", async () => {
  const composed = "Citroën";
  const decomposed = composed.normalize("NFD");
  await api.call.roadster.create({ name: decomposed, color: composed });
  await api.orm.em.fork().execute("insert into roadsters (name, color) values (?, 'by SQL')", [decomposed]);
  for (const name of [composed, decomposed, "citroËn".normalize("NFD")]) {
    expect(await api.call.roadster.count({ search: name })).toMatchObject({ count: 2 });
    expect(await api.call.roadster.count({ filter: { name: { contains: name } } })).toMatchObject({
      count: 2,
    });
  }
  expect((await api.call.roadster.list({ filter: { name: { equals: composed } } })).items).toMatchObject([
    { name: composed, color: composed },
  ]);
  const { items } = await api.call.roadster.list({ filter: { name: { in: [decomposed] } } });
  expect(items.map(({ name }) => name)).toEqual([composed, decomposed]);
});
