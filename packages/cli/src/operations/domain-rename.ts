import { z } from "zod";
import { FileEdit } from "../edit/file-edit.ts";
import { quoted } from "../edit/source.ts";
import { domainArgument, option } from "../grammar/arguments.ts";
import { tableOf } from "../layers/domain-files.ts";
import {
  domainPaths,
  entitiesIndex,
  rootRouter,
  seedsFolder,
  seedsIndex,
  typesIndex,
} from "../layers/paths.ts";
import { readRetired } from "../layers/retired-layer.ts";
import { kebabCase, pascalCase, pluralOf, wordsOf } from "../names/case.ts";
import { checkDomainName } from "../names/check-name.ts";
import type { LayerName, Operation, Retired } from "../plan.ts";
import { type Domain, readableDomains, readDomain, takenDomains } from "../workspace/read-domain.ts";
import { carryRenames, mentions } from "../workspace/references.ts";
import { queriesOf } from "../workspace/sql-in-code.ts";
import { Draft } from "./draft.ts";
import { finish } from "./finish.ts";
import { renameTable } from "./rename-domain/rename-table.ts";
import { refuseWhileRetired, writeRetired } from "./retire.ts";
import { commandWords } from "./words.ts";

const Arguments = z.object({
  domain: domainArgument,
  to: z.string().meta({ position: 1, description: "Its new name in the singular, camelCase." }),
  plural: option("The new plural, where English rules give a wrong one."),
});

/** Gives a domain another name in every layer; code of before finds its table under the old name, as a view. */
export const domainRename: Operation<typeof Arguments> = {
  name: "domain:rename",
  summary: "Give a domain another name, in every layer and in the code that uses it",
  arguments: Arguments,
  examples: ["pitstop domain:rename car vehicle", "pitstop domain:rename category genre --plural genres"],
  plan(workspace, { domain: name, to, plural: given }) {
    const domain = readDomain(workspace, name);
    refuseWhileRetired(workspace, domain);
    const plural = given ?? pluralOf(to);
    checkDomainName(
      to,
      plural,
      takenDomains(workspace).filter((other) => other.name !== name),
    );
    const draft = new Draft(workspace);
    const names = namesBetween(domain, to);
    moveFiles(draft, domain, to, plural, names);
    renameInLists(draft, domain, to, names);
    renameInOthers(draft, domain, to, names);
    renameModules(draft, domain, to);
    const carried = carryRenames(workspace, draft.workspace.files, names, {
      beside: [name],
      ownFolder: domainPaths(to).folder,
    });
    for (const [path, text] of carried.files) {
      if (text !== draft.workspace.files.get(path))
        draft.write(path, text, "references", `it uses ${name}, now ${to}`);
    }
    const table = tableOf(plural);
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
      references: [
        ...queriesOf(carried.files, domain.table),
        ...carried.references,
        ...mentions(carried.files, [domain.plural], name, { isCompiled: true }),
      ],
      notes: [
        {
          level: "info",
          text: `Code of before reads and writes the view "${domain.table}" until pitstop purge ${to}.`,
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

/** The domain's own files under their new names, with the names in them. */
function moveFiles(
  draft: Draft,
  domain: Domain,
  to: string,
  plural: string,
  names: ReadonlyMap<string, string>,
): void {
  const paths = domainPaths(to);
  const why = `${domain.name} is called ${to}`;
  const { types, entity } = domain;
  const statement = new FileEdit(types.source);
  const set = (node: { start: number; end: number }, text: string) =>
    statement.replace(node, quoted(types.source, JSON.stringify(text)));
  set(types.name.node, to);
  set(types.plural.node, kebabCase(plural));
  if (types.one.text === wordsOf(domain.name)) set(types.one.node, wordsOf(to));
  if (types.many.text === wordsOf(pluralOf(domain.name))) set(types.many.node, wordsOf(plural));
  move(
    draft,
    types.source.path,
    paths.types,
    renamedWords(statement.toString(), withoutWord(names, domain.name, types.constant)),
    "types",
    why,
  );
  const columns = new FileEdit(entity.source);
  columns.replace(entity.tableName.node, quoted(entity.source, `"${tableOf(plural)}"`));
  move(
    draft,
    entity.source.path,
    paths.entity,
    withTable(
      renamedWords(columns.toString(), withoutWord(names, domain.name, "")),
      domain.table,
      tableOf(plural),
    ),
    "entity",
    why,
  );
  const [oldFile, newFile] = [domain.apiFolder.split("/").at(-1) ?? "", kebabCase(to)];
  for (const [path, text] of [...draft.workspace.files]) {
    if (!path.startsWith(`${domain.apiFolder}/`)) continue;
    const target = `${paths.folder}/${path.slice(domain.apiFolder.length + 1).replace(new RegExp(`^${oldFile}(?=\\.)`), newFile)}`;
    const layer = path.endsWith(".test.ts") ? "tests" : path.endsWith(".service.ts") ? "service" : "router";
    const moved = renamedWords(text, names, { texts: false }).replaceAll(`"./${oldFile}.`, `"./${newFile}.`);
    move(draft, path, target, moved, layer, why);
  }
}

/** An index that the entity states as a whole statement names its table. */
const withTable = (text: string, from: string, to: string): string =>
  text.replace(
    new RegExp(`(\\bcreate\\s+(?:unique\\s+)?index\\b[^\\n]*?\\son\\s+)("?)${from}\\2(?=[\\s(])`, "gi"),
    (_all, head: string, quote: string) => `${head}${quote}${to}${quote}`,
  );

const withoutWord = (
  names: ReadonlyMap<string, string>,
  name: string,
  constant: string,
): Map<string, string> => new Map([...names].filter(([old]) => old !== name || constant === name));

function move(draft: Draft, from: string, to: string, text: string, layer: LayerName, why: string): void {
  draft.write(from, null, layer, why);
  draft.write(to, text, layer, why);
}

/** Whole words of code under their new names; texts between quotes are left unless they are the entity's name. */
function renamedWords(text: string, names: ReadonlyMap<string, string>, { texts = true } = {}): string {
  const pattern = new RegExp(`(?<![\\w$./"'-])(${[...names.keys()].join("|")})(?![\\w$"'/-]|\\.ts)`, "g");
  const renamed = text
    .replace(pattern, (word) => names.get(word) ?? word)
    .replace(
      /(api\.(?:call|client)\.)(\w+)/g,
      (_all, head: string, word: string) => head + (names.get(word) ?? word),
    );
  if (!texts) return renamed;
  return renamed.replace(
    /(["'])(\w+Entity)\1/g,
    (_all, quote: string, word: string) => quote + (names.get(word) ?? word) + quote,
  );
}

/** The lists of domains: names, constants and modules change in the places where they stand. */
function renameInLists(draft: Draft, domain: Domain, to: string, names: ReadonlyMap<string, string>): void {
  const old = kebabCase(domain.name);
  const fresh = kebabCase(to);
  for (const path of [typesIndex, entitiesIndex, rootRouter, seedsIndex]) {
    const text = draft.workspace.files.get(path);
    if (text === undefined) continue;
    const modules = text.replaceAll(
      new RegExp(`(["'])\\./(?:${old}/)?${old}(\\.router)?\\.ts\\1`, "g"),
      (found) => found.replaceAll(old, fresh),
    );
    draft.write(path, renamedWords(modules, names), "registry", `${domain.name} is called ${to}`);
  }
  const records = `${seedsFolder}/${old}.ts`;
  const text = draft.workspace.files.get(records);
  if (text !== undefined)
    move(
      draft,
      records,
      `${seedsFolder}/${fresh}.ts`,
      renamedWords(text, new Map([[domain.name, to]]), { texts: false }),
      "seeds",
      `${domain.name} is called ${to}`,
    );
}

/** Modules that reach into the domain's folder find its files under their new names. */
function renameModules(draft: Draft, domain: Domain, to: string): void {
  const [old, fresh] = [kebabCase(domain.name), kebabCase(to)];
  const module = new RegExp(`(["'][^"'\\n]*/)${old}/${old}(\\.(?:service|router)\\.ts["'])`, "g");
  for (const [path, text] of [...draft.workspace.files]) {
    if (!/^(apps|packages|bench|scripts)\/.*\.tsx?$/.test(path) || !module.test(text)) continue;
    draft.write(
      path,
      text.replace(module, `$1${fresh}/${fresh}$2`),
      "references",
      `${domain.name} is called ${to}`,
    );
  }
}

/** Other domains name this one in their relations and collections. */
function renameInOthers(draft: Draft, domain: Domain, to: string, names: ReadonlyMap<string, string>): void {
  const why = `${domain.name} is called ${to}`;
  for (const other of readableDomains(draft.workspace)) {
    const edit = new FileEdit(other.types.source);
    for (const relation of other.types.relations) {
      if (relation.domain !== domain.name) continue;
      const text = other.types.source.text.slice(relation.property.node.start, relation.property.node.end);
      edit.replace(
        relation.property.node,
        text.replace(new RegExp(`(domain:\\s*["'])${domain.name}(["'])`), `$1${to}$2`),
      );
    }
    draft.write(other.types.source.path, edit.toString(), "types", why);
    const { text, path } = other.entity.source;
    const entityNames = new Map([
      [`${pascalCase(domain.name)}Entity`, names.get(`${pascalCase(domain.name)}Entity`) ?? ""],
    ]);
    const moved = renamedWords(text, entityNames, { texts: false }).replace(
      new RegExp(`(["'])\\./${kebabCase(domain.name)}\\.ts\\1`, "g"),
      `$1./${kebabCase(to)}.ts$1`,
    );
    draft.write(path, moved, "entity", why);
  }
}
