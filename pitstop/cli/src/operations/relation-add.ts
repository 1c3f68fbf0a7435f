import { z } from "zod";
import { UsageError } from "../errors.ts";
import { domainArgument, flag, option } from "../grammar/arguments.ts";
import { checkExpression } from "../grammar/check-expression.ts";
import { checkFree } from "../layers/check-free.ts";
import { refuseOtherSchema } from "../layers/default-schema.ts";
import { readRetired } from "../layers/retired-layer.ts";
import { snakeCase } from "../names/case.ts";
import { checkRelationName } from "../names/check-name.ts";
import { checkText } from "../names/check-text.ts";
import type { Operation, Retired } from "../plan.ts";
import { changeMember } from "../plans/across-layers.ts";
import { backfilledKey, fillName } from "../plans/add-relation/backfilled-key.ts";
import { joinDomain } from "../plans/add-relation/join-domain.ts";
import { keysMet } from "../plans/add-relation/keys-met.ts";
import { moveAttribute } from "../plans/add-relation/move-attribute.ts";
import { commandWords } from "../plans/command-words.ts";
import { Draft } from "../plans/draft.ts";
import { markFilled } from "../plans/filled.ts";
import { finish } from "../plans/finish.ts";
import { retire } from "../plans/retire.ts";
import { type Domain, readDomain } from "../workspace/read-domain.ts";

const Arguments = z.object({
  domain: domainArgument,
  target: z
    .string()
    .meta({ position: 1, asks: "domain", description: "The domain that it refers to, such as category" }),
  name: option("Name of the relation; defaults to the other domain's name"),
  required: flag("Require a value"),
  onDelete: z.enum(["restrict", "set-null", "cascade"]).default("restrict").meta({
    description: "What happens when the other record is deleted: restrict (the default), set-null or cascade",
  }),
  unique: flag("One to one: no two records refer to the same record"),
  many: flag("Many to many, through a join table that is its own domain"),
  label: option("Name shown to people"),
  backfill: option("Id that existing rows refer to, as an SQL expression over their columns"),
  from: option(
    "An attribute whose values become the relation: each row refers to the record that has its value",
  ),
  match: option("Unique attribute of the other domain that holds these values; defaults to its title"),
  createMissing: flag("Create a record of the other domain for each missing value"),
  leaveMissing: flag("Leave rows with a missing value without a reference"),
});

type Args = z.output<typeof Arguments>;

/** Relates two domains, in every layer of both. */
export const relationAdd: Operation<typeof Arguments> = {
  name: "relation:add",
  summary: "Relate two domains, in every layer",
  arguments: Arguments,
  examples: [
    "pitstop relation:add car category",
    "pitstop relation:add car category --from kind --create-missing",
  ],
  plan(workspace, args) {
    const { domain: name, target, ...flags } = args;
    checkFlags(args);
    const draft = new Draft(workspace);
    const words = commandWords("relation:add", [name, target], {
      ...flags,
      onDelete: flags.onDelete === "restrict" ? undefined : flags.onDelete,
    });
    if (args.many) {
      const join = joinDomain(draft, args);
      return finish(words, draft, {
        schema: "derived",
        domains: [join],
      });
    }
    const domain = readDomain(workspace, name);
    const other = readDomain(workspace, target);
    if (args.from !== undefined || args.backfill !== undefined)
      for (const each of [domain, other]) refuseOtherSchema(each);
    const relation = args.name ?? target;
    if (args.from === relation) {
      throw new UsageError(
        "NAME_TAKEN",
        `Older clients know "${relation}" as a value, so the relation can't have that name yet.`,
        "Give it another one: --name <relation>.",
      );
    }
    checkRelationName(relation, domain);
    checkNotRetired(draft, domain, relation);
    checkFree(workspace, domain, relation, `${snakeCase(relation)}_id`);
    const added = { ...args, name: relation };
    if (args.from !== undefined)
      return finish(words, draft, moveAttribute(draft, domain, other, added, { ...args, from: args.from }));
    if (args.required && args.backfill === undefined) {
      throw new UsageError(
        "NO_VALUE_FOR_ROWS",
        `"${relation}" is required, but existing ${domain.plural} have no ${target}.`,
        `Pass an SQL expression for its id: --backfill <expression>. Or add it without --required, and require it later.`,
      );
    }
    changeMember(
      draft,
      domain,
      { kind: "add relation", relation: added, other },
      `${name} refers to ${target}`,
    );
    const retires =
      args.backfill !== undefined && args.required
        ? [fillingTrigger(domain, relation, args.backfill, workspace.today)]
        : [];
    if (retires.length > 0) {
      retire(draft, retires);
      markFilled(draft, name, relation, true);
    }
    return finish(words, draft, {
      schema: args.backfill === undefined ? "derived" : "stated",
      migrations: args.backfill === undefined ? [] : backfilledKey(domain, other, args.backfill, added),
      retires,
      rowsAtRisk: args.backfill === undefined ? [] : keysMet(domain, other, args.backfill, added),
      domains: [...new Set([name, target])],
    });
  },
};

function checkFlags(args: Args): void {
  const { required, onDelete, many, unique, backfill: expression, label } = args;
  checkMoveFlags(args);
  if (onDelete === "set-null" && required) {
    throw new UsageError(
      "BAD_FLAG",
      "A required relation cannot be set to null.",
      "Use --on-delete restrict or cascade.",
    );
  }
  if (many && (required || unique || expression !== undefined)) {
    throw new UsageError(
      "BAD_FLAG",
      "--many creates a join table, whose relations are always required.",
      "Omit --required, --unique and --backfill.",
    );
  }
  if (expression !== undefined) checkExpression(expression);
  if (label !== undefined) checkText(label, "label", { maxLength: 80 });
}

function checkMoveFlags({
  from,
  match,
  createMissing,
  leaveMissing,
  many,
  backfill: expression,
}: Args): void {
  if (from !== undefined && (many || expression !== undefined)) {
    throw new UsageError(
      "BAD_FLAG",
      `--from can't be combined with ${many ? "--many" : "--backfill"}: it says what rows refer to.`,
      "Leave one of them out.",
    );
  }
  if (from === undefined && (match !== undefined || createMissing || leaveMissing)) {
    throw new UsageError(
      "BAD_FLAG",
      "--match, --create-missing and --leave-missing say how the values of --from become references.",
      "Add --from <attribute>, or leave them out.",
    );
  }
  if (createMissing && leaveMissing) {
    throw new UsageError(
      "BAD_FLAG",
      "--create-missing and --leave-missing can't be combined.",
      "Choose one of them.",
    );
  }
}

function checkNotRetired(draft: Draft, domain: Domain, relation: string): void {
  const column = `${snakeCase(relation)}_id`;
  if (
    !readRetired(draft.workspace).some(
      (retired) => retired.table === domain.table && retired.column === column,
    )
  )
    return;
  throw new UsageError(
    "NAME_TAKEN",
    `${domain.table} still has a retired column "${column}".`,
    `Drop it first: pitstop purge ${domain.name} ${relation}.`,
  );
}

const fillingTrigger = (domain: Domain, relation: string, value: string, since: string): Retired => ({
  domain: domain.name,
  attribute: relation,
  table: domain.table,
  since,
  trigger: fillName(domain, relation),
  fills: { column: `${snakeCase(relation)}_id`, value },
});
