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
  const thrown: unknown[] = [];
  const later = globalThis.queueMicrotask;
  vi.stubGlobal("queueMicrotask", (work: () => void) =>
    later(() => {
      try {
        work();
      } catch (error) {
        thrown.push(error);
      }
    }),
  );
  onTestFinished(() => void vi.unstubAllGlobals());
  const error = new Error("The owner of the notice");
  const client = createClient("http://cars.example", {
    fetch: async () => Response.json([{ result: { data: 3 } }], { headers: said }),
    onNotice: () => {
      throw error;
    },
  });
  expect(await client.car.count.query({})).toBe(3);
  expect(thrown).toEqual([error]);
});
