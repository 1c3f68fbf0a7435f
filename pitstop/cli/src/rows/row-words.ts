import { snakeCase } from "../names/case.ts";
import type { RowsQuery } from "../plan.ts";

/** What a row of a domain and what rows of it are in a sentence: "spare part", "spare parts". */
export const rowWords = ({
  name,
  plural,
}: {
  readonly name: string;
  readonly plural: string;
}): RowsQuery["text"] => ({
  one: snakeCase(name).replaceAll("_", " "),
  many: snakeCase(plural).replaceAll(/[_-]/g, " "),
});
