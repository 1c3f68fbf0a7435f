import { z } from "zod";
import { FileEdit, indentAt, lineStart } from "../edit/file-edit.ts";
import { UsageError } from "../errors.ts";
import { attributeArgument, domainArgument, option } from "../grammar/arguments.ts";
import { typesFacts } from "../layers/read-attribute.ts";
import { changeSchema } from "../layers/types-change.ts";
import { attributeOf } from "../layers/types-layer.ts";
import { checkText } from "../names/check-text.ts";
import type { Operation } from "../plan.ts";
import { readDomain, requireAttribute } from "../workspace/read-domain.ts";
import { Draft } from "./draft.ts";
import { finish } from "./finish.ts";
import { commandWords } from "./words.ts";

const Arguments = z.object({
  domain: domainArgument,
  attribute: attributeArgument,
  sunset: option("The day from which it may be gone, YYYY-MM-DD; half a year from now unless told."),
  instead: option("What to use instead, in a few words."),
});

/** Marks an attribute as one that will go: in the API page, in forms, and in every editor by `@deprecated`. */
export const attributeDeprecate: Operation<typeof Arguments> = {
  name: "attribute:deprecate",
  summary: "Tell people and clients that an attribute will go",
  arguments: Arguments,
  examples: [
    "pitstop attribute:deprecate car color",
    "pitstop attribute:deprecate car color --sunset 2027-06-30 --instead paint",
  ],
  plan(workspace, { domain: name, attribute, sunset, instead }) {
    const domain = readDomain(workspace, name);
    requireAttribute(domain, attribute);
    const day = sunset ?? halfAYearAfter(workspace.today);
    if (!z.iso.date().safeParse(day).success || day < workspace.today) {
      throw new UsageError(
        "BAD_FLAG",
        `--sunset takes a day that is to come, not "${day}".`,
        "Write it like 2027-06-30.",
      );
    }
    if (instead !== undefined) checkText(instead, "hint");
    if (typesFacts(domain.types, attribute).meta.deprecated === true) {
      throw new UsageError(
        "NO_CHANGE",
        `"${attribute}" is deprecated already.`,
        `Remove it: pitstop attribute:remove ${name} ${attribute}.`,
      );
    }
    const draft = new Draft(workspace);
    const { path } = domain.types.source;
    const why = `${attribute} will go`;
    draft.write(
      path,
      changeSchema(domain.types, attribute, {
        meta: { deprecated: true, deprecatedSince: workspace.today, sunset: day },
      }),
      "types",
      why,
    );
    const { types } = readDomain(draft.workspace, name);
    const edit = new FileEdit(types.source);
    const { start } = attributeOf(types, attribute).node;
    const comment = `/** @deprecated It may be gone from ${day} on${instead === undefined ? "" : `; use ${instead.replaceAll("*/", "*\\/")}`}. */`;
    const { text, eol } = types.source;
    const line = `${comment}${eol}${indentAt(text, start)}`;
    // TypeScript takes a comment behind a brace as one about the brace, and shows it to nobody.
    const isFirstOnLine = text.slice(lineStart(text, start), start).trim() === "";
    edit.insert(start, isFirstOnLine ? line : `${eol}${indentAt(text, start)}${line}`);
    draft.write(path, edit.toString(), "types", why);
    return finish(commandWords("attribute:deprecate", [name, attribute], { sunset, instead }), draft, {
      schema: "none",
      domains: [name],
    });
  },
};

function halfAYearAfter(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 182);
  return day.toISOString().slice(0, 10);
}
