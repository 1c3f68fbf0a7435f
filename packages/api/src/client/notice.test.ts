import { expect, onTestFinished, test, vi } from "vitest";
import { createClient } from "../client.ts";
import { noticeOf } from "./notice.ts";

const said = { "x-pitstop-deprecated": "car.color, car.%E9", sunset: "soon" };

test("what cannot be read of a header is left out or left as it is", () => {
  expect(noticeOf(new Headers(said))).toEqual({
    deprecated: ["car.color", "car.%E9"],
    sunset: undefined,
    ignored: [],
    renamed: [],
  });
});

test("what its owner does with a notice is no failure of the call", async () => {
  const waiting: (() => void)[] = [];
  vi.stubGlobal("queueMicrotask", (work: () => void) => waiting.push(work));
  onTestFinished(() => void vi.unstubAllGlobals());
  const client = createClient("http://cars.example", {
    fetch: async () => Response.json([{ result: { data: 3 } }], { headers: said }),
    onNotice: () => {
      throw new Error("The owner of the notice");
    },
  });
  expect(await client.car.count.query({})).toBe(3);
  expect(waiting).toHaveLength(1);
  expect(waiting[0]).toThrow("The owner of the notice");
});
