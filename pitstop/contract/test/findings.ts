// What the tests of this package share: contracts of one procedure, and a table of verdicts.
import { expect, test } from "vitest";
import { compare } from "../src/compare.ts";
import { type Contract, FORMAT, type Procedure } from "../src/contract.ts";
import type { Finding, Level } from "../src/finding.ts";
import type { Side } from "../src/rule.ts";
import type { Definitions, JsonSchema, Schema } from "../src/schema.ts";

export const TODAY = "2026-06-15";

/** A contract of the given procedures. */
export const contract = (
  procedures: Record<string, Partial<Procedure>>,
  definitions: Definitions = {},
): Contract => ({
  pitstopContract: FORMAT,
  definitions,
  procedures: Object.fromEntries(
    Object.entries(procedures).map(([name, procedure]) => [
      name,
      { type: "query", errors: [], ...procedure },
    ]),
  ),
});

/** What is said of a schema that changed in one direction of `car.list`. */
export const findingsOf = (
  side: Side,
  before: Schema,
  after: Schema,
  definitions: { before?: Definitions; after?: Definitions } = {},
): Finding[] =>
  compare(
    contract({ "car.list": { [side]: before } }, definitions.before),
    contract({ "car.list": { [side]: after } }, definitions.after),
    { today: TODAY, hasPitstop: true },
  );

/** What is said of a procedure that changed; undefined where there is none. */
export const findingsOfProcedure = (
  before: Partial<Procedure> | undefined,
  after: Partial<Procedure> | undefined,
): Finding[] =>
  compare(contract(before ? { "car.list": before } : {}), contract(after ? { "car.list": after } : {}), {
    today: TODAY,
    hasPitstop: true,
  });

/** A strict object: the named properties, `name!` for a required one. */
export const object = (properties: Record<string, Schema>): JsonSchema => ({
  type: "object",
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name.replace("!", ""), schema]),
  ),
  required: Object.keys(properties)
    .filter((name) => name.endsWith("!"))
    .map((name) => name.replace("!", "")),
});

/** A change, and what one rule says of it: its level and a part of its message. */
export interface Verdict {
  before: Schema;
  after: Schema;
  level?: Level;
  path?: string;
  says?: string;
}

/** One test for each change that a rule has to name, and one for each that it has to leave alone. */
export function verdicts(
  { id, level, side }: { id: string; level?: Level; side?: Side },
  { on = side ?? "input", found, silent }: { on?: Side; found: Verdict[]; silent: Omit<Verdict, "level">[] },
): void {
  const of = ({ before, after }: Verdict) => findingsOf(on, before, after).filter((each) => each.id === id);
  test.each(found)(`${id} is found: %j`, (verdict) => {
    const [finding, ...more] = of(verdict);
    expect(more).toEqual([]);
    expect(finding?.level).toBe(verdict.level ?? level);
    expect(finding?.path).toBe(verdict.path ?? on);
    expect(finding?.message).toContain(verdict.says ?? "");
  });
  test.each(silent)(`${id} is silent: %j`, (verdict) => {
    expect(of(verdict)).toEqual([]);
  });
}

/** The same, open to further properties. */
export const looseObject = (properties: Record<string, Schema>): JsonSchema => {
  const { additionalProperties: _closed, ...open } = object(properties);
  return open;
};
