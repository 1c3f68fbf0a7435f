// A domain of forty attributes, each type a few times: what an import from an old system leaves behind.
import type { Attribute } from "../../src/attribute-types/attribute.ts";
import { attributeTypes } from "../../src/attribute-types/index.ts";
import { newEntityText } from "../../src/layers/entity/new-entity.ts";
import { columnType, constantSql } from "../../src/layers/sql.ts";
import { newTypesText } from "../../src/layers/types/new-types.ts";
import { snakeCase } from "../../src/names/case.ts";

const COUNT = 40;

const words: Readonly<Record<string, readonly string[]>> = {
  string: ["40"],
  decimal: ["12", "2"],
  enum: ["red", "green"],
};

const testText = `import { part } from "@app/types";
import { describeDomain } from "../../../test/describe-domain.ts";

describeDomain(part);
`;

/** The files of the domain, its migration among them. */
export function partFiles(): [string, string][] {
  const attributes = [attribute("name", "string", 0), ...others()];
  const domain = {
    name: "part",
    plural: "parts",
    address: "parts",
    label: { one: "Part", many: "Parts" },
    description: "What cars are made of.",
    title: "name",
    attributes,
  };
  return [
    ["packages/types/src/part.ts", newTypesText(domain)],
    ["packages/db/src/entities/part.ts", newEntityText(domain, { types: "@app/types", db: "@app/db" })],
    ["packages/api/src/features/part/part.test.ts", testText],
    ["packages/db/src/migrations/Migration20261104000000_parts.ts", migrationText(attributes)],
  ];
}

function others(): Attribute[] {
  const types = [...attributeTypes.keys()];
  return Array.from({ length: COUNT - 1 }, (_each, index) => {
    const type = types[index % types.length] ?? "text";
    return attribute(`${type}${index}`, type, index);
  });
}

function attribute(name: string, type: string, index: number): Attribute {
  const rules = attributeTypes.get(type)?.rules([...(words[type] ?? [])]) ?? {};
  return {
    name,
    type,
    rules,
    isNullable: name !== "name",
    isUnique: false,
    isSortable: name === "name",
    isSearchable: false,
    label: `Field ${index}`,
  };
}

function migrationText(attributes: readonly Attribute[]): string {
  const columns = attributes.map(({ name, isNullable, ...rest }) => {
    const column = `"${snakeCase(name)}" ${columnType(rest)} ${isNullable ? "null" : "not null"}`;
    const { values } = rest.rules;
    const check = `, constraint "parts_${snakeCase(name)}_check" check ("${snakeCase(name)}" in (${values?.map(constantSql).join(", ")}))`;
    return values ? `${column}${check}` : column;
  });
  const sortable = ["name", "created_at", "updated_at"];
  return `import { Migration } from "@mikro-orm/migrations";

export class Migration20261104000000_parts extends Migration {
  override up(): void {
    this.addSql(\`
      create table "parts" (
        "id" bigint generated always as identity not null primary key,
        "created_at" timestamptz(3) not null default now(),
        "updated_at" timestamptz(3) not null default now(),
        "version" int not null default 1,
        ${columns.join(",\n        ")}
      );
    \`);
${sortable.map((column) => `    this.addSql(\`create index "parts_${column}_id_index" on "parts" ("${column}", "id");\`);\n`).join("")}  }

  override down(): void {
    this.addSql(\`drop table "parts";\`);
  }
}
`;
}
