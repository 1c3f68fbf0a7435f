import { UsageError } from "../../errors.ts";
import { kebabCase, pascalCase, pluralOf, wordsOf } from "../../names/case.ts";
import { checkDomainName } from "../../names/check-name.ts";
import { readDomain, takenDomains } from "../../workspace/read-domain.ts";
import { writeDomain } from "../domain-create.ts";
import type { Draft } from "../draft.ts";
import { relate } from "./relate.ts";

interface Join {
  readonly domain: string;
  readonly target: string;
  readonly name?: string | undefined;
  readonly label?: string | undefined;
}

/** The join table as a domain: two required relations, and no pair twice. */
export function joinDomain(draft: Draft, { domain: name, target, name: given, label }: Join): string {
  const domain = readDomain(draft.workspace, name);
  const other = readDomain(draft.workspace, target);
  if (name === target) {
    throw new UsageError(
      "BAD_FLAG",
      `A join table of ${name} with itself has two relations to one domain.`,
      `Create a domain for it: pitstop domain:create, then two times relation:add --name.`,
    );
  }
  const join = given ?? `${name}${pascalCase(target)}`;
  const plural = pluralOf(join);
  checkDomainName(join, plural, takenDomains(draft.workspace));
  writeDomain(draft, {
    name: join,
    plural,
    address: kebabCase(plural),
    label: { one: label ?? wordsOf(join), many: label === undefined ? wordsOf(plural) : pluralOf(label) },
    description: `Which ${domain.label.many.toLowerCase()} and ${other.label.many.toLowerCase()} belong together.`,
    title: "id",
    attributes: [],
    uniqueTogether: [name, target],
  });
  for (const end of [name, target]) {
    relate(draft, readDomain(draft.workspace, join), readDomain(draft.workspace, end), {
      name: end,
      required: true,
      unique: false,
      onDelete: "cascade",
    });
  }
  return join;
}
