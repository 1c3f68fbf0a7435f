import { describe, expect, it } from "vitest";
import { unsafe } from "../test/corpus/unsafe.ts";
import { lint } from "./lint.ts";
import { blocksRows } from "./lock.ts";
import { rules } from "./rules/index.ts";

describe("the costs of rules", () => {
  it("are stated by each rule that finds a lock readers or writers wait for", () => {
    const blocking = unsafe.flatMap(([, sql]) =>
      lint(sql).findings.flatMap(({ rule, lock }) => (lock !== null && blocksRows(lock) ? [rule] : [])),
    );
    const silent = rules.filter(({ id, costs }) => blocking.includes(id) && costs === undefined);
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});
