import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PitstopCopy } from "../../test/pitstop.ts";
import { testCopy } from "../../test/prepared-copy.ts";
import { Load, startApplication } from "../../test/running-application.ts";

/** The longest until the server serves what the files say, in milliseconds. */
const FOLLOWED = 5_000;

const paths = [
  "/api/v1/cars?limit=5",
  "/api/v1/cars/3",
  "/api/v1/categories?limit=5",
  "/api/v1/categories/1",
];

/** A command, and the attributes that cars have once it is done. */
type Change = readonly [words: readonly string[], attributes: readonly string[], status?: number];

const before = ["category", "color", "name"];

/** What doesn't compile with a car that has no color. */
const painter = [
  "packages/api/src/paint-shop.ts",
  'import type { Car } from "@app/types";\n\nexport const paint = ({ color, name }: Car): string => color ?? name;\n',
] as const;

const sequences: [string, readonly Change[]][] = [
  [
    "an attribute is removed, and that is undone",
    [
      [
        ["attribute:remove", "car", "color", "--yes"],
        ["category", "name"],
      ],
      [["undo"], before],
    ],
  ],
  [
    "an attribute is removed, purged, and everything is undone",
    [
      [
        ["attribute:remove", "car", "color", "--yes"],
        ["category", "name"],
      ],
      [
        ["purge", "--yes"],
        ["category", "name"],
      ],
      [["undo"], ["category", "name"]],
      [["undo"], before],
    ],
  ],
  [
    "attributes come and change their name",
    [
      [
        ["attribute:add", "car", "price:decimal:12,2!=0"],
        ["category", "color", "name", "price"],
      ],
      [
        ["attribute:rename", "car", "name", "model"],
        ["category", "color", "model", "price"],
      ],
      [
        ["attribute:change", "car", "price", "--type", "string:20", "--yes"],
        ["category", "color", "model", "price"],
      ],
      [["undo"], ["category", "color", "model", "price"]],
      [["undo"], ["category", "color", "name", "price"]],
    ],
  ],
  [
    "columns change at once",
    [
      [
        ["attribute:rename", "car", "color", "paint", "--now"],
        ["category", "name", "paint"],
      ],
      [["undo"], before],
      [
        ["attribute:remove", "car", "color", "--now", "--yes"],
        ["category", "name"],
      ],
      [["undo"], before],
    ],
  ],
  [
    "domains and relations come and go",
    [
      [["domain:create", "garage", "name:string!"], before],
      [
        ["relation:add", "car", "garage"],
        ["category", "color", "garage", "name"],
      ],
      [["relation:remove", "car", "garage", "--yes"], before],
      [["undo"], ["category", "color", "garage", "name"]],
      [["relation:remove", "car", "garage", "--now", "--yes"], before],
      [["undo"], ["category", "color", "garage", "name"]],
      [
        ["domain:rename", "garage", "workshop"],
        ["category", "color", "garage", "name"],
      ],
      [["undo"], ["category", "color", "garage", "name"]],
    ],
  ],
  [
    "attributes are required, renamed to and fro, and moved into a relation",
    [
      [
        ["attribute:add", "car", "kind:string:40!", "--backfill", "'x'"],
        ["category", "color", "kind", "name"],
      ],
      [
        ["purge", "--yes"],
        ["category", "color", "kind", "name"],
      ],
      [
        ["attribute:rename", "car", "kind", "sort"],
        ["category", "color", "name", "sort"],
      ],
      [["undo"], ["category", "color", "kind", "name"]],
      [
        ["attribute:change", "car", "kind", "--type", "text", "--no-index"],
        ["category", "color", "kind", "name"],
      ],
      [["undo"], ["category", "color", "kind", "name"]],
      [
        ["relation:add", "car", "category", "--from", "kind", "--name", "shelf", "--create-missing", "--yes"],
        ["category", "color", "name", "shelf"],
      ],
      [["undo"], ["category", "color", "kind", "name"]],
    ],
  ],
  [
    "what is refused or was announced changes nothing that they see",
    [
      [["attribute:change", "car", "name", "--max", "2"], before, 3],
      [["attribute:add", "car", "homepage:url!", "--backfill", "'n/a'"], before, 3],
      [["attribute:deprecate", "car", "color"], before],
      [["undo"], before],
      [["domain:remove", "category", "--yes"], before, 3],
    ],
  ],
];

const isLong = process.env.PITSTOP_LONG === "1";

test.each(isLong ? sequences : sequences.slice(0, 1))(
  "no request to a running application fails while %s, and it follows; a refused change restarts nothing",
  async (_what, changes) => {
    const copy = await testCopy({ isRehearsed: false });
    const url = await startApplication(copy);
    expect(await attributesAt(url)).toEqual(before);
    const load = new Load(url, paths);
    await expectRefusal(copy);
    expect(await attributesAt(url)).toEqual(before);
    for (const [words, attributes, status = 0] of changes) {
      const answer = await copy.pitstop(...words, ...(words[0] === "undo" ? [] : ["--without", "tests"]));
      expect({ words, ...answer }).toMatchObject({ status });
      await expect.poll(() => attributesAt(url), { timeout: FOLLOWED * SLOWER }).toEqual(attributes);
    }
    const { answered, failed } = await load.stop();
    expect(failed).toEqual([]);
    expect(answered).toBeGreaterThan(changes.length);
  },
);

/** A change whose files are written and put back, since code that a person wrote doesn't compile with it. */
async function expectRefusal(copy: PitstopCopy): Promise<void> {
  const [path, text] = painter;
  writeFileSync(join(copy.root, path), text);
  const { status, stderr } = await copy.pitstop("attribute:remove", "car", "color", "--yes");
  expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining(path) });
  rmSync(join(copy.root, path));
}

/** A busy machine takes longer for everything. */
const SLOWER = 20;

/** The attributes and relations that answers have, beside those of every record. */
async function attributesAt(url: string): Promise<string[]> {
  const common = ["createdAt", "id", "updatedAt", "version"];
  const response = await fetch(`${url}/openapi.json`);
  const { Car } = ((await response.json()) as Document).components.schemas;
  return Object.keys(Car.properties)
    .filter((name) => !common.includes(name) && Car.required.includes(name))
    .sort((one, other) => one.localeCompare(other));
}

/** The OpenAPI document, in what is read here. */
interface Document {
  readonly components: {
    readonly schemas: { readonly Car: { readonly properties: object; readonly required: readonly string[] } };
  };
}
