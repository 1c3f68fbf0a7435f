import { z } from "zod";
import { domainArgument, relationArgument } from "../grammar/arguments.ts";
import { announceRelation } from "../layers/types/types-announce.ts";
import type { Operation } from "../plan.ts";
import { commandWords } from "../plans/command-words.ts";
import { deprecation, deprecationOptions, withComment } from "../plans/deprecation.ts";
import { Draft } from "../plans/draft.ts";
import { finish } from "../plans/finish.ts";
import { readDomain, requireRelation } from "../workspace/read-domain.ts";

const Arguments = z.object({
  domain: domainArgument,
  relation: relationArgument,
  ...deprecationOptions,
});

/** Marks a relation as one that will go: in the API page, in forms, and in every editor by `@deprecated`. */
export const relationDeprecate: Operation<typeof Arguments> = {
  name: "relation:deprecate",
  summary: "Announce to people and clients that a relation will be removed",
  arguments: Arguments,
  examples: [
    "pitstop relation:deprecate car category",
    "pitstop relation:deprecate car category --sunset 2027-06-30 --instead group",
  ],
  plan(workspace, { domain: name, relation, ...asked }) {
    const { types } = readDomain(workspace, name);
    const stated = requireRelation(types, name, relation);
    const { entries, comment, why } = deprecation(workspace.today, asked, {
      announcement: stated.announcement,
      name: relation,
      removal: `relation:remove ${name} ${relation}`,
    });
    const draft = new Draft(workspace);
    const { path } = types.source;
    draft.write(path, announceRelation(types, stated, entries), "types", why);
    const marked = readDomain(draft.workspace, name).types;
    const { property } = requireRelation(marked, name, relation);
    draft.write(path, withComment(marked.source, property.node.start, comment), "types", why);
    return finish(commandWords("relation:deprecate", [name, relation], asked), draft, {
      schema: "none",
      domains: [name],
    });
  },
};
