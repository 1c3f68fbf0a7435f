import { afterEach, describe, expect, test, vi } from "vitest";
import { Admission } from "./admission.ts";

afterEach(() => void vi.useRealTimers());

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
    call();
    await pass(600);
    call();
    await pass(600);
    expect(subject.isFull).toBe(false);
    const late = [call(), call()];
    expect(subject.isFull).toBe(true);
    await pass(20);
    expect(late.map(({ is }) => is)).toEqual(["503", "503"]);
    expect(subject.isFull).toBe(false);
  });

  test("stays impatient while calls still have to wait now and then, and is patient after a calm second", async () => {
    const { subject, pass, call } = admission();
    call();
    call();
    for (let turn = 0; turn < 3; turn++) {
      call();
      await pass(600);
    }
    subject.leave();
    subject.leave();
    expect([call().is, call().is]).toEqual(["running", "running"]);
    const soon = call();
    await pass(20);
    expect(soon.is).toBe("503");
    await pass(1_001);
    const later = call();
    await pass(500);
    expect(later.is).toBe("waiting");
  });
});
