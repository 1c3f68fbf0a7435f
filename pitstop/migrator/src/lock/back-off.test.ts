import { expect, test, vi } from "vitest";
import { pauseBeforeRetry, pauseUnlessStopped, retryOnLock } from "./back-off.ts";

const lockFailure = Object.assign(new Error("canceling statement due to lock timeout"), { code: "55P03" });

test("the pauses double from 50 ms to 5 s", () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((retry) => pauseBeforeRetry(retry, 1));
  expect(pauses).toEqual([50, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
});

test("chance makes a pause up to half shorter", () => {
  expect(pauseBeforeRetry(3, 0)).toBe(100);
  expect(pauseBeforeRetry(3, 0.5)).toBe(150);
});

test("what does not get its lock is attempted again, and the retries are counted", async () => {
  const attempt = vi
    .fn(async () => "done")
    .mockRejectedValueOnce(lockFailure)
    .mockRejectedValueOnce(lockFailure);
  const { result, retries } = await retryOnLock(attempt, {
    maxWait: 10_000,
    giveUp: () => new Error("late"),
  });
  expect({ result, retries }).toEqual({ result: "done", retries: 2 });
});

test("any other failure is not tried again", async () => {
  const attempt = vi.fn(() => Promise.reject(new Error("division by zero")));
  const retrying = retryOnLock(attempt, { maxWait: 10_000, giveUp: () => new Error("late") });
  await expect(retrying).rejects.toThrow("division by zero");
  expect(attempt).toHaveBeenCalledTimes(1);
});

test("when the time is up it gives up, with the last error and the number of retries", async () => {
  const giveUp = vi.fn(() => new Error("late"));
  const retrying = retryOnLock(() => Promise.reject(lockFailure), { maxWait: 0, giveUp });
  await expect(retrying).rejects.toThrow("late");
  expect(giveUp).toHaveBeenCalledWith(lockFailure, 0);
});

test("a signal ends a pause at once, with its reason", async () => {
  const stop = new AbortController();
  const pausing = pauseUnlessStopped(1_000_000, stop.signal);
  stop.abort(new Error("Ctrl-C"));
  await expect(pausing).rejects.toThrow("Ctrl-C");
});
