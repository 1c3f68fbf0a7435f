// The entity of a new domain, as a careful person would write it.
import { compareNames } from "../../edit/imports.ts";
import { pascalCase } from "../../names/case.ts";
import type { PackageNames } from "../domain-package.ts";
import { type NewDomain, tableOf } from "../new-domain.ts";
import { columnText, needsIndex } from "./entity-edit.ts";

export function newEntityText(domain: NewDomain, names: PackageNames): string {
  const type = pascalCase(domain.name);
  const indexes = [...domain.attributes.filter(needsIndex).map(({ name }) => name), "createdAt", "updatedAt"];
  const hasJson = domain.attributes.some(({ type: word }) => word === "json");
  const shared = [type, `${type}Create`, ...(hasJson ? ["Json"] : [])].sort(compareNames);
  return `${[
    `import { defineEntity, p } from "@mikro-orm/core";`,
    `import { type Agree, type Assert, record } from "@pitstop/database";`,
    `import type { ${shared.join(", ")} } from "${names.types}";`,
    "",
    `export const ${type}Entity = defineEntity({`,
    `  name: "${type}Entity",`,
    `  tableName: "${tableOf(domain.plural)}",`,
    "  // One index per sortable attribute, with the id as tie-breaker: a page costs the same at any depth.",
    "  indexes: [",
    ...indexes.map((name) => `    { properties: ["${name}", "id"] },`),
    "  ],",
    ...(domain.uniqueTogether
      ? [`  uniques: [{ properties: ${JSON.stringify(domain.uniqueTogether)} }],`]
      : []),
    "  properties: {",
    "    ...record,",
    ...domain.attributes.map((attribute) => `    ${attribute.name}: ${columnText(attribute)},`),
    "  },",
    "});",
    "",
    "/** The compiler's proof that the shared type and the entity agree. @public */",
    `export type ${type}Agrees = Assert<Agree<${type}, ${type}Create, typeof ${type}Entity>>;`,
  ].join("\n")}\n`;
}
