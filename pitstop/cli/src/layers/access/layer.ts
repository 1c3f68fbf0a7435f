// Who may do what: packages/api/src/access.ts.
import { lineAt } from "../../edit/source.ts";
import { RefusedError } from "../../errors.ts";
import type { Draft } from "../../plans/draft.ts";
import type { Domain } from "../../workspace/read-domain.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import type { Finding } from "../finding.ts";
import type { Layer, MemberChange } from "../layer.ts";
import { accessFile } from "../paths.ts";
import {
  type AccessFile,
  addDomain,
  memberRules,
  pruneRetired,
  readAccessFile,
  removeDomain,
  removeMemberRules,
  renameAttribute,
  renameDomain,
  scopeMentions,
} from "./access-file.ts";

export const access: Layer = {
  name: "access",
  read: () => [],
  add: (draft, { name }, why) => edited(draft, why, (file) => addDomain(file, name)),
  remove: (draft, { name }, why) => edited(draft, why, (file) => removeDomain(file, name)),
  rename: (draft, { name }, to, why) => edited(draft, why, (file) => renameDomain(file, name, to.name)),
  change: (draft, domain, change, why) => edited(draft, why, (file) => changed(file, domain, change)),
  check: accessFindings,
};

function edited(draft: Draft, why: string, edit: (file: AccessFile) => string): void {
  const file = readAccessFile(draft.workspace);
  if (file) draft.write(accessFile, edit(file), "access", why);
}

function changed(file: AccessFile, { name, table }: Domain, change: MemberChange): string {
  switch (change.kind) {
    case "rename attribute":
      return renameAttribute(file, name, change.attribute.name, change.to);
    case "remove attribute": {
      const { attribute } = change;
      refuseScoped(file, name, attribute.name);
      return removeMemberRules(file, name, attribute.name, `${table}.${attribute.column}`);
    }
    case "remove relation":
      refuseScoped(file, name, `${change.relation}Id`);
      return removeMemberRules(file, name, change.relation, `${table}.${change.column}`);
    default:
      return file.source.text;
  }
}

/** Without the attribute, its row scope would say nothing, and which rows it should open then is nobody's guess. */
function refuseScoped(file: AccessFile, domain: string, input: string): void {
  const [mention] = scopeMentions(file, domain, input);
  if (!mention) return;
  throw new RefusedError(
    "SCOPED_BY",
    `${accessFile}:${lineAt(file.source.text, mention.start)}: the row scope of "${domain}" is stated by "${input}".`,
    "Nothing was written. State the scope by another attribute first, or take it out.",
  );
}

/** Takes out the rules of columns that no older client is served any more. */
export function pruneRetiredRules(
  draft: Draft,
  retired: readonly { table: string; column?: string }[],
): void {
  const kept = new Set(retired.map(({ table, column }) => `${table}.${column}`));
  edited(draft, "nothing is served of these columns any more", (file) =>
    pruneRetired(file, (column) => kept.has(column)),
  );
}

function accessFindings({ name, attributes, relations }: Domain, workspace: Workspace): Finding[] {
  const file = readAccessFile(workspace);
  if (!file) return [];
  const { source, entries, domains } = file;
  const at = (start: number, text: string): Finding => ({
    domain: name,
    path: accessFile,
    line: lineAt(source.text, start),
    text,
  });
  if (!entries.some((entry) => entry.name === name))
    return [at(domains.start, `no rule says who may do what with ${name}`)];
  return memberRules(file, name)
    .filter(({ member }) => ![...attributes, ...relations].includes(member.name))
    .map(({ rule, member }) =>
      at(
        member.node.start,
        `"${member.name}" is ${rule === "hidden" ? "hidden" : "read-only"}, and ${name} has no such attribute or relation`,
      ),
    );
}
