import { UsageError } from "../../errors.ts";
import { kebabCase, pascalCase, pluralOf, wordsOf } from "../../names/case.ts";
import { checkDomainName } from "../../names/check-name.ts";
import { readDomain, takenDomains } from "../../workspace/read-domain.ts";
import { addDomain, changeMember } from "../across-layers.ts";
import type { Draft } from "../draft.ts";

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
      `Create a domain for it: pitstop domain:create, then relation:add --name twice.`,
    );
  }
  const join = given ?? `${name}${pascalCase(target)}`;
  const plural = pluralOf(join);
  checkDomainName(join, plural, takenDomains(draft.workspace));
  addDomain(draft, {
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
    const relation = { name: end, required: true, unique: false, onDelete: "cascade" } as const;
    const other = readDomain(draft.workspace, end);
    const added = { kind: "add relation", relation, other } as const;
    changeMember(draft, readDomain(draft.workspace, join), added, `${join} refers to ${end}`);
  }
  return join;
}
