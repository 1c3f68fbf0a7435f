import { attributeTypes } from "../attribute-types/index.ts";

/** What other languages and databases call our types, in lower case. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  bigint: "bigserial int8 long serial8 uint64 int64".split(" "),
  boolean: "bit bool flag logical yesno".split(" "),
  date: "day localdate".split(" "),
  datetime: "datetime2 instant moment smalldatetime time timestamp timestamptz timestampz".split(" "),
  "decimal:12,2": "currency dec money number numeric price smallmoney".split(" "),
  duration: "interval period timespan timedelta".split(" "),
  email: "e-mail mail".split(" "),
  enum: "choice oneof options select union".split(" "),
  float: "double float4 float8 real single".split(" "),
  integer: "int int2 int32 int4 mediumint serial short smallint tinyint".split(" "),
  json: "any array blob dict hash jsonb list map object record struct".split(" "),
  string: "char character characters nvarchar str varchar varchar2".split(" "),
  text: "clob longtext markdown mediumtext multiline textarea tinytext".split(" "),
  url: "href link uri web".split(" "),
  uuid: "guid uniqueidentifier".split(" "),
};

const byOtherName = new Map(
  Object.entries(otherNames).flatMap(([ours, others]) => others.map((other) => [other, ours] as const)),
);

/**
 * The type of ours that a word means, with its arguments: `varchar(80)` → `string:80`, `integr` → `integer`. Undefined
 * if nothing is close.
 */
export function suggestedType(word: string): string | undefined {
  const [, name = "", inBrackets] = /^([\w-]+?)\s*(?:\(([\w\s,.'"-]*)\))?$/.exec(word.toLowerCase()) ?? [];
  const ours = attributeTypes.has(name) ? name : (byOtherName.get(name) ?? closest(name));
  const [type = "", usual] = ours?.split(":") ?? [];
  const known = attributeTypes.get(type);
  if (ours === undefined || !known) return undefined;
  const given = inBrackets?.replaceAll(/[\s'"]/g, "");
  return [type, (known.usage === "" ? undefined : given) || usual].filter(Boolean).join(":");
}

/** The type whose name differs in at most two letters, and in less than half of them. */
function closest(word: string): string | undefined {
  const [nearest] = [...attributeTypes.keys()]
    .map((name) => ({ name, distance: distanceOf(word, name) }))
    .filter(({ name, distance }) => distance <= 2 && distance * 2 < name.length)
    .sort((one, other) => one.distance - other.distance);
  return nearest?.name;
}

/** How many letters are added, left out or exchanged between two words (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [place, theirs] of [...other].entries()) {
      next.push(
        Math.min(
          (row[place] ?? 0) + (letter === theirs ? 0 : 1),
          (row[place + 1] ?? 0) + 1,
          (next[place] ?? 0) + 1,
        ),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
