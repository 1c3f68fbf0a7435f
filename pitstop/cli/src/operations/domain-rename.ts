import { z } from "zod";
import { withMovedModules } from "../edit/moved-modules.ts";
import { domainArgument, option } from "../grammar/arguments.ts";
import { refuseOtherSchema } from "../layers/default-schema.ts";
import { exampleOf, examplesOf } from "../layers/example-files.ts";
import { tableOf } from "../layers/new-domain.ts";
import { renamedPath } from "../layers/paths.ts";
import { readRetired } from "../layers/retired-layer.ts";
import { pascalCase, pluralOf } from "../names/case.ts";
import { checkDomainName } from "../names/check-name.ts";
import type { Operation, Retired } from "../plan.ts";
import { renameDomain } from "../plans/across-layers.ts";
import { buildsStillUsing } from "../plans/announced-removal.ts";
import { commandWords } from "../plans/command-words.ts";
import { Draft } from "../plans/draft.ts";
import { finish } from "../plans/finish.ts";
import { renameTable } from "../plans/rename-domain/rename-table.ts";
import { refuseWhileRetired, writeRetired } from "../plans/retire.ts";
import { dataMentions } from "../workspace/data-mentions.ts";
import { mentions } from "../workspace/mentions.ts";
import { type Domain, readDomain, takenDomains } from "../workspace/read-domain.ts";
import { carryRenames } from "../workspace/references.ts";
import { carryTable } from "../workspace/tables-in-code.ts";

const Arguments = z.object({
  domain: domainArgument,
  to: z.string().meta({ position: 1, description: "New name in the singular, camelCase" }),
  plural: option("New plural, if the English rules get it wrong"),
});

/** Gives a domain another name in every layer; older code finds its table under the old name, as a view. */
export const domainRename: Operation<typeof Arguments> = {
  name: "domain:rename",
  summary: "Rename a domain, in every layer and in the code that uses it",
  arguments: Arguments,
  examples: ["pitstop domain:rename car vehicle", "pitstop domain:rename category genre --plural genres"],
  plan(workspace, { domain: name, to, plural: given }) {
    const domain = readDomain(workspace, name);
    refuseWhileRetired(workspace, domain);
    refuseOtherSchema(domain);
    const plural = given ?? pluralOf(to);
    checkDomainName(
      to,
      plural,
      takenDomains(workspace).filter((other) => other.name !== name),
    );
    const draft = new Draft(workspace);
    const names = namesBetween(domain, to);
    renameDomain(draft, domain, { name: to, plural, names });
    renameModules(draft, domain, to);
    for (const path of examplesOf(draft.workspace, name)) {
      const text = draft.workspace.files.get(path) ?? "";
      draft.write(path, exampleOf(text, name, to), "references", `it shows ${name}, now ${to}`);
    }
    const carried = carryRenames(workspace, draft.workspace.files, names, {
      domain: name,
      attributes: [],
      beside: [name],
      ownFolder: renamedPath(domain.apiFolder, name, { name: to, plural }),
    });
    for (const [path, text] of carried.files) {
      if (text !== draft.workspace.files.get(path))
        draft.write(path, text, "references", `it uses ${name}, now ${to}`);
    }
    const table = tableOf(plural);
    const sql = carryTable(carried.files, domain.table, table);
    for (const [path, text] of sql.files)
      draft.write(path, text, "references", `its SQL names ${domain.table}, now ${table}`);
    const retired: Retired = {
      domain: to,
      attribute: name,
      table,
      since: workspace.today,
      view: domain.table,
    };
    const others = readRetired(workspace).map(({ relation, ...entry }) =>
      relation
        ? { ...entry, relation: { ...relation, domain: relation.domain === name ? to : relation.domain } }
        : entry,
    );
    writeRetired(draft, [...others, retired], "the database keeps it for code that is still deployed");
    return finish(commandWords("domain:rename", [name, to], { plural: given }), draft, {
      schema: "stated",
      migrations: [renameTable(workspace, domain, table)],
      retires: [retired],
      rowsAtRisk: buildsStillUsing(workspace, { domain }),
      references: [
        ...sql.references,
        ...carried.references,
        ...mentions(carried.files, [domain.plural, domain.table], [name], { isCompiled: true }),
        ...carried.untyped,
        ...dataMentions(workspace, [name, pascalCase(name), domain.plural, domain.table], [name]),
      ],
      notes: [
        {
          level: "info",
          text: `Older code reads and writes the view "${domain.table}" until pitstop purge ${to}.`,
        },
      ],
      domains: [to],
    });
  },
};

/** Every name in code that follows from the domain's: Car, CarCreate, carRouter, CarEntity, … */
function namesBetween(domain: Domain, to: string): Map<string, string> {
  const [old, fresh] = [pascalCase(domain.name), pascalCase(to)];
  const names = new Map([[domain.name, to]]);
  for (const suffix of ["", "Create", "Update", "List", "Count", "Page", "Entity", "Agrees"])
    names.set(old + suffix, fresh + suffix);
  for (const suffix of ["Router", "Service"]) names.set(domain.name + suffix, to + suffix);
  return names;
}

/** Modules that import the domain's files find them under their new names. */
function renameModules(draft: Draft, domain: Domain, to: string): void {
  for (const [path, text] of [...draft.workspace.files]) {
    if (!/^(apps|packages|bench|scripts)\/.*\.tsx?$/.test(path)) continue;
    const renamed = withMovedModules(path, text, draft.moved);
    if (renamed !== text) draft.write(path, renamed, "references", `${domain.name} is called ${to}`);
  }
}
