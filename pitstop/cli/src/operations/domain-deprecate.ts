import { z } from "zod";
import { domainArgument } from "../grammar/arguments.ts";
import { announcementOf } from "../layers/announcement.ts";
import { rootRouter } from "../layers/paths.ts";
import { announceDomain } from "../layers/types/types-announce.ts";
import type { Operation } from "../plan.ts";
import { commandWords } from "../plans/command-words.ts";
import { deprecation, deprecationOptions, withComment } from "../plans/deprecation.ts";
import { Draft } from "../plans/draft.ts";
import { finish } from "../plans/finish.ts";
import { readDomain, routerRegistry } from "../workspace/read-domain.ts";

const Arguments = z.object({ domain: domainArgument, ...deprecationOptions });

/** Marks a domain as one that will go: each of its procedures, its pages, and in every editor by `@deprecated`. */
export const domainDeprecate: Operation<typeof Arguments> = {
  name: "domain:deprecate",
  summary: "Announce to people and clients that a domain will be removed",
  arguments: Arguments,
  examples: [
    "pitstop domain:deprecate category",
    "pitstop domain:deprecate car --sunset 2027-06-30 --instead vehicle",
  ],
  plan(workspace, { domain: name, ...asked }) {
    const domain = readDomain(workspace, name);
    const { entries, comment, why } = deprecation(workspace.today, asked, {
      announcement: announcementOf(domain),
      name,
      removal: `domain:remove ${name}`,
    });
    const draft = new Draft(workspace);
    draft.write(domain.types.source.path, announceDomain(domain.types, entries), "types", why);
    // Where typed clients get its procedures from.
    const { source, entries: routers } = routerRegistry(workspace);
    const router = routers.find((entry) => entry.name === name);
    if (router)
      draft.write(rootRouter, withComment(source, router.property.node.start, comment), "registry", why);
    return finish(commandWords("domain:deprecate", [name], asked), draft, {
      schema: "none",
      domains: [name],
    });
  },
};
