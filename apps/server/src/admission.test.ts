import { describe, expect, test, vi } from "vitest";
import { Admission } from "./admission.ts";

/** An admission of two calls at once, on a clock of its own. */
function admission() {
  let now = 0;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const subject = new Admission(2, () => now);
  const pass = async (milliseconds: number) => {
    now += milliseconds;
    await vi.advanceTimersByTimeAsync(milliseconds);
  };
  const call = () => {
    const outcome = { is: "waiting" };
    const entered = subject.enter();
    if (entered !== undefined)
      entered.then(
        () => (outcome.is = "running"),
        (error: { statusCode: number }) => (outcome.is = String(error.statusCode)),
      );
    else outcome.is = "running";
    return outcome;
  };
  return { subject, pass, call };
}

describe("admission", () => {
  test("lets a burst wait for its turn, first come, first served", async () => {
    const { subject, pass, call } = admission();
    const calls = [call(), call(), call(), call()];
    expect(calls.map(({ is }) => is)).toEqual(["running", "running", "waiting", "waiting"]);
    await pass(900);
    subject.leave();
    await pass(0);
    expect(calls.map(({ is }) => is)).toEqual(["running", "running", "running", "waiting"]);
    subject.leave();
    subject.leave();
    await pass(0);
    expect(calls.map(({ is }) => is)).toEqual(["running", "running", "running", "running"]);
  });

  test("refuses what has waited for a second", async () => {
    const { pass, call } = admission();
    const calls = [call(), call(), call()];
    await pass(999);
    expect(calls[2]?.is).toBe("waiting");
    await pass(1);
    expect(calls[2]?.is).toBe("503");
  });

  test("lets nobody wait for long under lasting overload, and refuses at once when many wait", async () => {
    const { subject, pass, call } = admission();
    call();
    call();
    await pass(1_001);
    expect(subject.isFull).toBe(false);
    const late = [call(), call()];
    expect(subject.isFull).toBe(true);
    await pass(20);
    expect(late.map(({ is }) => is)).toEqual(["503", "503"]);
    expect(subject.isFull).toBe(false);
  });

  test("is patient again once a call did not have to wait", async () => {
    const { subject, pass, call } = admission();
    call();
    call();
    await pass(5_000);
    subject.leave();
    expect(call().is).toBe("running");
    const next = call();
    await pass(500);
    expect(next.is).toBe("waiting");
  });
});
