import { z } from "zod";
import { attributeArgument, domainArgument } from "../grammar/arguments.ts";
import { announcementOf } from "../layers/announcement.ts";
import { changeSchema } from "../layers/types/types-change.ts";
import { attributeOf } from "../layers/types/types-edit.ts";
import type { Operation } from "../plan.ts";
import { commandWords } from "../plans/command-words.ts";
import { deprecation, deprecationOptions, withComment } from "../plans/deprecation.ts";
import { Draft } from "../plans/draft.ts";
import { finish } from "../plans/finish.ts";
import { readDomain, requireAttribute } from "../workspace/read-domain.ts";

const Arguments = z.object({
  domain: domainArgument,
  attribute: attributeArgument,
  ...deprecationOptions,
});

/** Marks an attribute as one that will go: in the API page, in forms, and in every editor by `@deprecated`. */
export const attributeDeprecate: Operation<typeof Arguments> = {
  name: "attribute:deprecate",
  summary: "Announce to people and clients that an attribute will be removed",
  arguments: Arguments,
  examples: [
    "pitstop attribute:deprecate car color",
    "pitstop attribute:deprecate car color --sunset 2027-06-30 --instead paint",
  ],
  plan(workspace, { domain: name, attribute, ...asked }) {
    const domain = readDomain(workspace, name);
    requireAttribute(domain, attribute);
    const { entries, comment, why } = deprecation(workspace.today, asked, {
      announcement: announcementOf(domain, attribute),
      name: attribute,
      removal: `attribute:remove ${name} ${attribute}`,
    });
    const draft = new Draft(workspace);
    const { path } = domain.types.source;
    draft.write(path, changeSchema(domain.types, attribute, { meta: entries }), "types", why);
    const { types } = readDomain(draft.workspace, name);
    const { start } = attributeOf(types, attribute).node;
    draft.write(path, withComment(types.source, start, comment), "types", why);
    return finish(commandWords("attribute:deprecate", [name, attribute], asked), draft, {
      schema: "none",
      domains: [name],
    });
  },
};
