import fc from "fast-check";
import { expect, test } from "vitest";
import { nextPace } from "./pace.ts";

const calm = { replicationLag: 0, lockWaits: 0 };

test("a batch that was faster than the target makes the next one larger, by half at most", () => {
  expect(nextPace({ batchSize: 1000, took: 80, pressure: calm })).toEqual({ batchSize: 1250, pause: 80 });
  expect(nextPace({ batchSize: 1000, took: 1, pressure: calm }).batchSize).toBe(1500);
});

test("a batch that was slower than the target makes the next one smaller, to half at most", () => {
  expect(nextPace({ batchSize: 1000, took: 125, pressure: calm })).toEqual({ batchSize: 800, pause: 125 });
  expect(nextPace({ batchSize: 1000, took: 5000, pressure: calm }).batchSize).toBe(500);
});

test("undisturbed, it rests as long as it works", () => {
  expect(nextPace({ batchSize: 1000, took: 70, pressure: calm }).pause).toBe(70);
});

test("while somebody waits for a lock it halves the batch and rests four times as long", () => {
  const pressure = { replicationLag: 0, lockWaits: 1 };
  expect(nextPace({ batchSize: 1000, took: 100, pressure })).toEqual({ batchSize: 500, pause: 400 });
});

test("a replica that lags is given as long as it lags, up to ten seconds", () => {
  const lag = (replicationLag: number) =>
    nextPace({ batchSize: 1000, took: 10, pressure: { replicationLag, lockWaits: 0 } });
  expect(lag(1_000)).toEqual({ batchSize: 1500, pause: 10 });
  expect(lag(3_000)).toEqual({ batchSize: 500, pause: 3_000 });
  expect(lag(60_000).pause).toBe(10_000);
});

test("whatever happens, a batch has 10 to 10,000 rows and the duty is one half at most", () => {
  const timing = fc.record({
    batchSize: fc.integer({ min: 1, max: 1_000_000 }),
    took: fc.double({ min: 0, max: 5_000, noNaN: true }),
    pressure: fc.record({ replicationLag: fc.nat(), lockWaits: fc.nat(100) }),
  });
  fc.assert(
    fc.property(timing, (measured) => {
      const { batchSize, pause } = nextPace(measured);
      expect(batchSize).toBeGreaterThanOrEqual(10);
      expect(batchSize).toBeLessThanOrEqual(10_000);
      expect(pause).toBeGreaterThanOrEqual(measured.took);
    }),
  );
});
