// What `domain:create` writes: the files that a careful person would write, after the pattern of the first domains.
import type { Attribute } from "../attribute-types/attribute.ts";
import { attributeTypes } from "../attribute-types/index.ts";
import { compareNames } from "../edit/imports.ts";
import { stringLiteral } from "../edit/string-literal.ts";
import { pascalCase, snakeCase } from "../names/case.ts";
import { columnText, needsIndex } from "./entity-layer.ts";
import { schemaText, usesZod } from "./types-layer.ts";

/** A domain as it is to be written. */
export interface NewDomain {
  readonly name: string;
  readonly plural: string;
  /** kebab-case plural, for URLs. */
  readonly address: string;
  readonly label: { readonly one: string; readonly many: string };
  readonly description: string;
  readonly title: string;
  readonly attributes: readonly Attribute[];
  /** The relations of which no two records have the same pair; of a join domain. */
  readonly uniqueTogether?: readonly string[];
}

/** The table of a domain. */
export const tableOf = (plural: string): string => snakeCase(plural);

export function typesText(domain: NewDomain): string {
  const type = pascalCase(domain.name);
  const imports = [
    ...new Set(domain.attributes.flatMap(({ type: word }) => attributeTypes.get(word)?.imports ?? [])),
  ];
  const schemas = [
    ["", "output"],
    ["Create", "create"],
    ["Update", "update"],
    ["List", "list"],
    ["Count", "count"],
    ["Page", "page"],
  ] as const;
  const inputs = ["Create", "Update", "List", "Count"];
  return `${[
    // Without a schema of its own, a file needs zod for its types alone.
    `import ${domain.attributes.some((attribute) => usesZod(schemaText(attribute))) ? "" : "type "}{ z } from "zod";`,
    ...(imports.length > 0
      ? [`import { ${imports.sort(compareNames).join(", ")} } from "./attribute.ts";`]
      : []),
    `import { defineDomain } from "./domain.ts";`,
    "",
    `export const ${domain.name} = defineDomain({`,
    `  name: "${domain.name}",`,
    `  plural: "${domain.address}",`,
    `  label: { one: ${stringLiteral(domain.label.one)}, many: ${stringLiteral(domain.label.many)} },`,
    `  description: ${stringLiteral(domain.description)},`,
    `  title: "${domain.title}",`,
    ...(domain.attributes.length > 0
      ? [
          "  attributes: {",
          ...domain.attributes.map((attribute) => `    ${attribute.name}: ${schemaText(attribute)},`),
          "  },",
        ]
      : ["  attributes: {},"]),
    "  relations: {},",
    "});",
    "",
    ...schemas.map(([suffix, key]) => `export const ${type}${suffix} = ${domain.name}.${key};`),
    "",
    ...schemas.map(
      ([suffix]) =>
        `export type ${type}${suffix} = z.${inputs.includes(suffix) ? "input" : "infer"}<typeof ${type}${suffix}>;`,
    ),
  ].join("\n")}\n`;
}

export function entityText(domain: NewDomain): string {
  const type = pascalCase(domain.name);
  const indexes = [...domain.attributes.filter(needsIndex).map(({ name }) => name), "createdAt", "updatedAt"];
  const hasJson = domain.attributes.some(({ type: word }) => word === "json");
  const shared = [type, `${type}Create`, ...(hasJson ? ["Json"] : [])].sort(compareNames);
  return `${[
    `import { defineEntity, p } from "@mikro-orm/core";`,
    `import type { ${shared.join(", ")} } from "@pitstop/types";`,
    `import type { Agree, Assert } from "../agreement.ts";`,
    `import { record } from "./record.ts";`,
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

export function serviceText(name: string): string {
  return `import { ${pascalCase(name)}Entity } from "@pitstop/db";
import { ${name} } from "@pitstop/types";
import { crudService } from "../crud/service.ts";

export const ${name}Service = crudService(${name}, ${pascalCase(name)}Entity);
`;
}

export function routerText(name: string, file: string): string {
  const type = pascalCase(name);
  const names = [
    "ById",
    "Count",
    "Deleted",
    "Deletion",
    ...["", "Count", "Create", "List", "Page", "Update"].map((suffix) => type + suffix),
  ];
  const service = `${name}Service`;
  const procedures = [
    ["list", `${type}List`, `${type}Page`, "query"],
    ["count", `${type}Count`, "Count", "query"],
    ["byId", "ById", type, "query"],
    ["create", `${type}Create`, type, "mutation"],
    ["update", `${type}Update`, type, "mutation"],
    ["delete", "Deletion", "Deleted", "mutation"],
  ] as const;
  return `import {
${names
  .sort(compareNames)
  .map((each) => `  ${each},\n`)
  .join("")}} from "@pitstop/types";
import { procedure, router } from "../trpc.ts";
import { ${service} } from "./${file}.service.ts";

export const ${name}Router = router({
${procedures
  .map(
    ([procedure, input, output, kind]) =>
      `  ${procedure}: procedure
    .input(${input})
    .output(${output})
    .${kind}(({ ctx, input }) => ${service}.${procedure}(ctx.em, input)),
`,
  )
  .join("")}});
`;
}

export function testText(name: string): string {
  return `import { ${name} } from "@pitstop/types";
import { describeDomain } from "../testing/describe-domain.ts";

// What every domain passes: each attribute there and back, filters, sorting, bad input, conflicts.
describeDomain(${name});
`;
}
