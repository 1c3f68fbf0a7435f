import { expect, onTestFinished, test, vi } from "vitest";
import { createRoadsterClient } from "../../test/roadsters.ts";
import { noticeOf } from "./notice.ts";

const said = { "x-pitstop-deprecated": "roadster.color, roadster.%E9", sunset: "soon" };

test("what cannot be read of a header is left out or left as it is", () => {
  expect(noticeOf(new Headers(said))).toEqual({
    deprecated: ["roadster.color", "roadster.%E9"],
    sunset: undefined,
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
  const client = createRoadsterClient("http://roadsters.example", {
    fetch: async () => Response.json([{ result: { data: 3 } }], { headers: said }),
    onNotice: () => {
      throw error;
    },
  });
  expect(await client.roadster.count.query({})).toBe(3);
  expect(thrown).toEqual([error]);
});
