import { z } from "zod";
import { UsageError } from "../errors.ts";
import { flag, option } from "../grammar/arguments.ts";
import { parseAttribute } from "../grammar/parse-attribute.ts";
import {
  entityText,
  type NewDomain,
  routerText,
  serviceText,
  tableOf,
  testText,
  typesText,
} from "../layers/domain-files.ts";
import { domainPaths, entitiesIndex, rootRouter, typesIndex } from "../layers/paths.ts";
import { addEntry } from "../layers/registry-layer.ts";
import { kebabCase, pascalCase, pluralOf, withArticle, wordsOf } from "../names/case.ts";
import { checkAttributeName, checkDomainName } from "../names/check-name.ts";
import { checkText } from "../names/check-text.ts";
import type { Operation } from "../plan.ts";
import { entitiesRegistry, routerRegistry, takenDomains, typesRegistry } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { Draft } from "./draft.ts";
import { finish } from "./finish.ts";
import { commandWords } from "./words.ts";

const Arguments = z.object({
  domain: z.string().meta({ position: 0, description: "Its name in the singular, camelCase: sparePart." }),
  attributes: z.array(z.string()).default([]).meta({
    position: 1,
    isVariadic: true,
    description:
      "name:type[:arguments][!][=default]; the first text names the record (name:string! if there is none).",
  }),
  plural: option("The plural, where English rules give a wrong one."),
  label: option("The name that people see, in the singular."),
  description: option("What it is, in a sentence."),
  uniqueTitle: flag("No two records have the same title."),
});

/** Creates a domain in every layer: shared types, entity, service, router, tests and registration. */
export const domainCreate: Operation<typeof Arguments> = {
  name: "domain:create",
  summary: "Create a domain, in every layer",
  arguments: Arguments,
  examples: [
    "pitstop domain:create category name:string! description:text",
    "pitstop domain:create sparePart name:string:80! price:decimal:12,2!=0",
  ],
  plan(workspace, args) {
    const domain = newDomain(workspace, args);
    const draft = new Draft(workspace);
    writeDomain(draft, domain);
    const { domain: name, attributes, ...flags } = args;
    return finish(commandWords("domain:create", [name, ...attributes], flags), draft, {
      schema: "derived",
      domains: [name],
    });
  },
};

/** Writes a domain's files and its registrations. */
export function writeDomain(draft: Draft, domain: NewDomain): void {
  const { name } = domain;
  const paths = domainPaths(name);
  const file = kebabCase(name);
  for (const path of [paths.types, paths.entity, paths.service, paths.router, paths.test]) {
    if (!draft.workspace.files.has(path)) continue;
    throw new UsageError(
      "NAME_TAKEN",
      `${path} is there already.`,
      "Choose another name, or move the file away.",
    );
  }
  const why = `${name} is a new domain`;
  draft.write(paths.types, typesText(domain), "types", why);
  draft.write(paths.entity, entityText(domain), "entity", why);
  draft.write(paths.service, serviceText(name), "service", why);
  draft.write(paths.router, routerText(name, file), "router", why);
  draft.write(paths.test, testText(name), "tests", why);
  const listed = `${name} stands among the domains`;
  const types = { name, constant: name, module: `./${file}.ts` };
  draft.write(
    typesIndex,
    addEntry(typesRegistry(draft.workspace), types, { exportsAll: true }),
    "registry",
    listed,
  );
  const entity = { name, constant: `${pascalCase(name)}Entity`, module: `./${file}.ts` };
  draft.write(
    entitiesIndex,
    addEntry(entitiesRegistry(draft.workspace), entity, { exportsConstant: true }),
    "registry",
    listed,
  );
  const router = { name, constant: `${name}Router`, module: `./${file}/${file}.router.ts` };
  draft.write(rootRouter, addEntry(routerRegistry(draft.workspace), router), "registry", listed);
}

function newDomain(workspace: Workspace, args: z.output<typeof Arguments>): NewDomain {
  const { domain: name, label } = args;
  const plural = args.plural ?? pluralOf(name);
  checkDomainName(name, plural, takenDomains(workspace));
  if (label !== undefined) checkText(label, "label", { maxLength: 80 });
  if (args.description !== undefined) checkText(args.description, "description");
  const words = args.attributes.length > 0 ? args.attributes : ["name:string!"];
  const parsed = words.map((word) => parseAttribute(word));
  const taken: string[] = [];
  for (const attribute of parsed) {
    checkAttributeName(attribute.name, { name, table: tableOf(plural), attributes: taken, relations: [] });
    taken.push(attribute.name);
  }
  const title = (
    parsed.find(({ type, isNullable }) => type === "string" && !isNullable) ??
    parsed.find(({ type }) => ["string", "email", "url", "text"].includes(type))
  )?.name;
  return {
    name,
    plural,
    address: kebabCase(plural),
    label: { one: label ?? wordsOf(name), many: label === undefined ? wordsOf(plural) : pluralOf(label) },
    description: args.description ?? `What is known of ${withArticle(label ?? wordsOf(name))}.`,
    title: title ?? "id",
    attributes: parsed.map((attribute) =>
      args.uniqueTitle && attribute.name === title ? { ...attribute, isUnique: true } : attribute,
    ),
  };
}
