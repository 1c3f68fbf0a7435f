import fc from "fast-check";
import { expect, test } from "vitest";
import { SHAPE } from "../../test/pitstop.ts";
import { testCopy } from "../../test/prepared-copy.ts";

// Some seconds for each of 200 operations: `pnpm test:long` alone.
const isLong = process.env.PITSTOP_LONG === "1";
const SEQUENCES = 20;
const LENGTH = 10;

const name = fc.constantFrom("weight", "doors", "remark", "serial");
const type = fc.constantFrom(
  "string:30",
  "integer",
  "decimal:8,2",
  "boolean",
  "date",
  "enum:low,high",
  "text=none",
);
const domain = fc.constantFrom("car", "category", "boat");

const operation = fc.oneof(
  fc.tuple(domain, name, type).map(([on, attribute, of]) => ["attribute:add", on, `${attribute}:${of}`]),
  fc.tuple(domain, name, name).map(([on, from, to]) => ["attribute:rename", on, from, to]),
  fc.tuple(domain, name).map(([on, attribute]) => ["attribute:remove", on, attribute]),
  fc
    .tuple(domain, name)
    .map(([on, attribute]) => ["attribute:change", on, attribute, "--label", "Called otherwise"]),
  fc.constant(["domain:create", "boat", "name:string:80!"]),
  fc.constant(["relation:add", "boat", "category", "--name", "harbour"]),
  fc.constant(["relation:remove", "boat", "harbour"]),
);

test.runIf(isLong)(
  "any sequence of operations leaves a workspace that agrees, all data, and can be taken back to the first byte",
  async () => {
    const property = fc.asyncProperty(
      fc.array(operation, { minLength: LENGTH, maxLength: LENGTH }),
      async (sequence) => {
        const copy = await testCopy();
        const trees = [copy.tree()];
        const shape = await copy.query(SHAPE);
        for (const words of sequence) {
          const { status, stderr } = await copy.pitstop(...words, "--yes");
          // What makes no sense here is refused, in words, and changes nothing.
          expect([0, 2, 3], stderr).toContain(status);
          if (status === 0) trees.push(copy.tree());
          else expect(copy.tree()).toEqual(trees.at(-1));
          expect(await copy.pitstop("check")).toMatchObject({ status: 0, stdout: "" });
          expect(await copy.query("select count(*)::int as cars from cars")).toEqual([{ cars: 30 }]);
        }
        for (const tree of trees.slice(0, -1).toReversed()) {
          expect(await copy.pitstop("undo")).toMatchObject({ status: 0 });
          expect(copy.tree()).toEqual(tree);
        }
        expect(await copy.query(SHAPE)).toEqual(shape);
      },
    );
    await fc.assert(property, { numRuns: SEQUENCES, endOnFailure: true });
  },
  7_200_000,
);
