import { expect, test } from "vitest";
import { steadyOptions, stillMatching } from "./steady-options.ts";

const [europe, japan, jamaica] = ["Europe", "Japan", "Jamaica"].map((name, id) => ({ id, name })) as [
  Option,
  Option,
  Option,
];
type Option = { id: number; name: string };

test("what is typed narrows the options before the server has answered", () => {
  expect(stillMatching([europe, japan], "JAP")).toEqual([japan]);
  expect(stillMatching([europe, japan], "")).toEqual([europe, japan]);
});

test("an answer moves no option that is shown, whatever its own order", () => {
  expect(steadyOptions([europe, japan], [jamaica, japan], "ja")).toEqual([japan, jamaica]);
  expect(steadyOptions([japan], [europe, jamaica, japan], "")).toEqual([japan, europe, jamaica]);
});
