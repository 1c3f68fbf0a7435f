// The shared types of a new domain, as a careful person would write them.
import { attributeTypes } from "../../attribute-types/index.ts";
import { compareNames } from "../../edit/imports.ts";
import { stringLiteral } from "../../edit/string-literal.ts";
import { pascalCase } from "../../names/case.ts";
import { DOMAIN_PACKAGE } from "../domain-package.ts";
import type { NewDomain } from "../new-domain.ts";
import { schemaText, usesZod } from "./types-edit.ts";

export function newTypesText(domain: NewDomain): string {
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
    `import { ${[...imports, "defineDomain"].sort(compareNames).join(", ")} } from "${DOMAIN_PACKAGE}";`,
    // Without a schema of its own, a file needs zod for its types alone.
    `import ${domain.attributes.some((attribute) => usesZod(schemaText(attribute))) ? "" : "type "}{ z } from "zod";`,
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
