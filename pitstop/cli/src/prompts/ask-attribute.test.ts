import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { attributeTypes } from "../attribute-types/index.ts";
import { parseAttribute } from "../grammar/parse-attribute.ts";
import { checkAttributeName } from "../names/check-name.ts";
import { askAttribute, attributeWord } from "./ask-attribute.ts";

// A question that no answer is for waits forever.
vi.setConfig({ testTimeout: 20_000 });

const car = { name: "car", table: "cars", attributes: ["name"], relations: [] };
const DOWN = "\u001b[B";

/** Answers each question when it is shown; gives the attribute and everything that was on the screen. */
async function asked(answers: readonly (readonly [question: string, keys: string])[]) {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { rows: 40 }); // a window that shows every type
  const left = [...answers];
  let screen = "";
  let seen = 0;
  output.on("data", (chunk: Buffer) => {
    screen += stripVTControlCharacters(String(chunk));
    const [next] = left;
    if (!next || !screen.slice(seen).includes(next[0])) return;
    left.shift();
    seen = screen.length;
    setImmediate(() => input.write(next[1]));
  });
  const attribute = await askAttribute({ input, output }, (name) => checkAttributeName(name, car));
  return { attribute, screen };
}

/** What a type needs to know. */
const questionOf = (type: string): string => attributeTypes.get(type)?.detail?.question ?? "";

const place = (type: string) => DOWN.repeat([...attributeTypes.keys()].indexOf(type));

test("name, type, its digits, required and default are asked in turn, and wrong answers again", async () => {
  const { attribute, screen } = await asked([
    ["What is the attribute called?", "name\r"],
    [`car already has an attribute "name".`, "\u007f\u007f\u007f\u007fprice\r"],
    ["What does it hold?", `${place("decimal")}\r`],
    [questionOf("decimal"), "\r"],
    ["Does every record need one?", "y"],
    ["What is its default?", "none\r"],
    ["is not a number", "\u007f\u007f\u007f\u007f0\r"],
  ]);
  expect(attribute).toEqual({ word: "price:decimal:12,2!=0" });
  for (const { summary } of attributeTypes.values()) expect(screen).toContain(summary);
});

test("what existing rows get is asked only if nothing says it", async () => {
  const { attribute } = await asked([
    ["What is the attribute called?", "fuel\r"],
    ["What does it hold?", `${place("enum")}\r`],
    [questionOf("enum"), "petrol, diesel\r"],
    ["Does every record need one?", "y"],
    ["What is its default?", "\r"],
    ["What do existing rows get?", "'petrol'\r"],
  ]);
  expect(attribute).toEqual({ word: "fuel:enum:petrol,diesel!", backfill: "'petrol'" });
});

test("a canceled question ends it", async () => {
  await expect(asked([["What is the attribute called?", "\u0003"]])).rejects.toMatchObject({
    code: "NOT_CONFIRMED",
  });
});

describe("the answers", () => {
  test.each([...attributeTypes.values()].map((type) => [type.name, type] as const))(
    "%s make an attribute",
    (typeName, type) => {
      const usual = type.detail?.usual || type.usage.slice(1);
      const details = usual === "" ? [] : usual.split(",");
      const word = attributeWord({ name: "life", typeName, details, isRequired: true, standard: "" });
      expect(parseAttribute(word)).toMatchObject({ name: "life", type: typeName, isNullable: false });
    },
  );

  test("with a default that holds a sign of the grammar are read as they were meant", () => {
    const word = attributeWord({
      name: "life",
      typeName: "string",
      details: ["80"],
      isRequired: false,
      standard: "a=b:c!",
    });
    expect(parseAttribute(word)).toMatchObject({
      isNullable: true,
      default: "a=b:c!",
      rules: { maxLength: 80 },
    });
  });
});
