import { z } from "zod";
import { UsageError } from "../errors.ts";
import { flag, option } from "../grammar/arguments.ts";
import { parseAttribute } from "../grammar/parse-attribute.ts";
import { type NewDomain, tableOf } from "../layers/new-domain.ts";
import { domainPaths } from "../layers/paths.ts";
import { kebabCase, pluralOf, withArticle, wordsOf } from "../names/case.ts";
import { checkAttributeName, checkDomainName } from "../names/check-name.ts";
import { checkText } from "../names/check-text.ts";
import type { Operation } from "../plan.ts";
import { addDomain } from "../plans/across-layers.ts";
import { commandWords } from "../plans/command-words.ts";
import { Draft } from "../plans/draft.ts";
import { finish } from "../plans/finish.ts";
import { takenDomains } from "../workspace/read-domain.ts";
import type { Workspace } from "../workspace/workspace.ts";

const Arguments = z.object({
  domain: z.string().meta({ position: 0, description: "Name in the singular, camelCase, such as sparePart" }),
  attributes: z.array(z.string()).default([]).meta({
    position: 1,
    isVariadic: true,
    description:
      "name:type[:arguments][!][=default]; the first text names the record (name:string! if there is none)",
  }),
  plural: option("Plural, if the English rules get it wrong"),
  label: option("Name shown to people, in the singular"),
  description: option("What it is, in a sentence"),
  uniqueTitle: flag("Require each record to have a different title"),
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
    checkNoFiles(workspace, domain.name);
    addDomain(draft, domain);
    const { domain: name, attributes, ...flags } = args;
    return finish(commandWords("domain:create", [name, ...attributes], flags), draft, {
      schema: "derived",
      domains: [name],
    });
  },
};

/** Throws UsageError NAME_TAKEN where a file of the domain is there. */
function checkNoFiles({ files }: Workspace, name: string): void {
  const { types, entity, service, router, test } = domainPaths(name);
  const taken = [types, entity, service, router, test].find((path) => files.has(path));
  if (taken === undefined) return;
  throw new UsageError(
    "NAME_TAKEN",
    `${taken} already exists.`,
    "Choose another name, or move the file away.",
  );
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
