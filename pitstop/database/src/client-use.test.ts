import { expect, test } from "vitest";
import { testDatabase } from "../test/database.ts";
import { addClientUse, clientUse } from "./client-use.ts";

const use = { domain: "boat", attribute: "flag", build: "web@1", kind: "sent", calls: 2 } as const;

test("uses add up, by whichever server they were counted", async () => {
  const { orm } = await testDatabase();
  expect(await clientUse(orm)).toBeNull();
  await Promise.all([addClientUse(orm, [use]), addClientUse(orm, [use, { ...use, build: "web@2" }])]);
  await addClientUse(orm, [use]);
  await addClientUse(orm, []);
  expect(await clientUse(orm)).toEqual([
    {
      ...use,
      calls: 6,
      firstAt: expect.stringMatching(/^\d{4}-.*Z$/),
      lastAt: expect.stringMatching(/^\d{4}-.*Z$/),
    },
    {
      ...use,
      build: "web@2",
      firstAt: expect.stringMatching(/^\d{4}-.*Z$/),
      lastAt: expect.stringMatching(/^\d{4}-.*Z$/),
    },
  ]);
});
