import { posix } from "node:path";
import { z } from "zod";
import { UsageError } from "../errors.ts";
import { domainArgument, flag, option } from "../grammar/arguments.ts";
import { checkExpression } from "../grammar/check-expression.ts";
import * as entityLayer from "../layers/entity-layer.ts";
import { readRetired } from "../layers/retired-layer.ts";
import {
  addColumn,
  backfill,
  createTrigger,
  dropColumn,
  dropIndexStep,
  dropTrigger,
  foreignName,
  indexName,
  migration,
  quoteName,
  requireColumn,
  statement,
} from "../layers/sql.ts";
import * as typesLayer from "../layers/types-layer.ts";
import { kebabCase, pascalCase, pluralOf, snakeCase, wordsOf } from "../names/case.ts";
import { checkDomainName, checkRelationName } from "../names/check-name.ts";
import { checkText } from "../names/check-text.ts";
import type { Operation, PlannedMigration, Retired } from "../plan.ts";
import { type Domain, readDomain, takenDomains } from "../workspace/read-domain.ts";
import { writeDomain } from "./domain-create.ts";
import { Draft } from "./draft.ts";
import { markFilled } from "./filled.ts";
import { finish } from "./finish.ts";
import { retire } from "./retire.ts";
import { commandWords } from "./words.ts";

const Arguments = z.object({
  domain: domainArgument,
  target: z
    .string()
    .meta({ position: 1, asks: "domain", description: "The domain that it refers to, like category." }),
  name: option("The relation's name; that of the other domain unless told."),
  required: flag("Records cannot be without."),
  onDelete: z
    .enum(["restrict", "set-null", "cascade"])
    .default("restrict")
    .meta({ description: "What happens when the other record is deleted." }),
  unique: flag("One to one: no two records refer to the same other one."),
  many: flag("Many to many, by a join table that is a domain of its own."),
  label: option("The name that people see."),
  backfill: option("The id that rows refer to, as an SQL expression over their columns."),
});

type Args = z.output<typeof Arguments>;

/** Relates two domains, in every layer of both. */
export const relationAdd: Operation<typeof Arguments> = {
  name: "relation:add",
  summary: "Relate two domains, in every layer",
  arguments: Arguments,
  examples: [
    "pitstop relation:add car category",
    "pitstop relation:add car category --name secondCategory --on-delete set-null",
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
        apiEffect: [
          {
            level: "safe",
            text: `${join}: a new router; each of its records joins a ${name} and a ${target}`,
          },
        ],
        domains: [join],
      });
    }
    const domain = readDomain(workspace, name);
    const other = readDomain(workspace, target);
    const relation = args.name ?? target;
    checkRelationName(relation, domain);
    checkNotRetired(draft, domain, relation);
    if (args.required && args.backfill === undefined) {
      throw new UsageError(
        "NO_VALUE_FOR_ROWS",
        `"${relation}" is required, and nothing says which ${target} the ${domain.plural} that are there refer to.`,
        `Give an SQL expression for its id: --backfill <expression>. Or add it without --required, and require it later.`,
      );
    }
    relate(draft, domain, other, { ...args, name: relation });
    const isStated = args.backfill !== undefined;
    const retires = isStated && args.required ? [fillingTrigger(domain, relation, workspace.today)] : [];
    if (retires.length > 0) {
      retire(draft, retires);
      markFilled(draft, name, relation, true);
    }
    return finish(words, draft, {
      schema: isStated ? "stated" : "derived",
      migrations: isStated ? backfilled(domain, other, relation, args) : [],
      retires,
      apiEffect: [
        { level: "safe", text: `${name}: answers have "${relation}" as { id, name }` },
        args.required
          ? {
              level: "safe",
              text: `${name}.create: asks for "${relation}Id"; the database fills it for deployed clients until it is purged`,
            }
          : { level: "safe", text: `${name}.create and ${name}.update: take "${relation}Id"` },
      ],
      domains: [...new Set([name, target])],
    });
  },
};

function checkFlags({ required, onDelete, many, unique, backfill: expression, label }: Args): void {
  if (onDelete === "set-null" && required) {
    throw new UsageError(
      "BAD_FLAG",
      "A required relation cannot be set to null.",
      "Take --on-delete restrict or cascade.",
    );
  }
  if (many && (required || unique || expression !== undefined)) {
    throw new UsageError(
      "BAD_FLAG",
      "--many makes a join table, whose relations are required by themselves.",
      "Leave --required, --unique and --backfill out.",
    );
  }
  if (expression !== undefined) checkExpression(expression);
  if (label !== undefined) checkText(label, "label", { maxLength: 80 });
}

/** Writes both sides: the relation with its foreign key, and the collection of the other domain. */
function relate(
  draft: Draft,
  domain: Domain,
  other: Domain,
  args: Pick<Args, "required" | "unique" | "onDelete" | "label"> & { name: string },
): void {
  const { name } = args;
  const why = `${domain.name} refers to ${other.name}`;
  const label = args.label ?? (name === other.name ? other.label.one : wordsOf(name));
  const statement = { name, domain: other.name, label, isNullable: !args.required };
  draft.write(domain.types.source.path, typesLayer.addRelation(domain.types, statement), "types", why);
  const column = {
    name,
    target: other.entity.constant,
    targetFile: `./${posix.basename(other.entity.source.path)}`,
    isNullable: !args.required,
    isUnique: args.unique,
    onDelete: args.onDelete,
  };
  draft.write(domain.entity.source.path, entityLayer.addRelation(domain.entity, column), "entity", why);
  if (args.unique) return;
  const { entity } = readDomain(draft.workspace, other.name);
  const taken = [
    ...entity.attributes.map((attribute) => attribute.name),
    ...entity.relations.map((relation) => relation.name),
  ];
  const plain = pluralOf(domain.name);
  const collection = taken.includes(plain) ? `${plain}By${pascalCase(name)}` : plain;
  const side = {
    name: collection,
    target: domain.entity.constant,
    targetFile: `./${posix.basename(domain.entity.source.path)}`,
    mappedBy: name,
  };
  draft.write(entity.source.path, entityLayer.addCollection(entity, side), "entity", why);
}

/** The join table as a domain: two required relations, and no pair twice. */
function joinDomain(draft: Draft, { domain: name, target, name: given, label }: Args): string {
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
    const flags = {
      name: end,
      required: true,
      unique: false,
      onDelete: "cascade" as const,
      label: undefined,
    };
    relate(draft, readDomain(draft.workspace, join), readDomain(draft.workspace, end), flags);
  }
  return join;
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

/** The foreign key by expand, backfill and constraint. */
function backfilled(
  domain: Domain,
  other: Domain,
  relation: string,
  { backfill: expression = "null", required, unique, onDelete }: Args,
): PlannedMigration[] {
  const { table } = domain;
  const column = `${snakeCase(relation)}_id`;
  const name = `${table}_${column}`;
  const trigger = fillName(domain, relation);
  const alter = `alter table ${quoteName(table)}`;
  const foreign = quoteName(foreignName(table, column));
  const body = `  if new.${quoteName(column)} is null then\n    select (${expression}) into new.${quoteName(column)} from (select new.*) as ${quoteName(table)};\n  end if;`;
  const fill = required
    ? createTrigger(table, trigger, body, `Fills "${column}" for code that does not know it yet.`)
    : [];
  const index = unique ? `${name}_unique` : indexName(table, [column]);
  return [
    migration(`add_${name}`, {
      up: [addColumn(table, column, "bigint"), ...fill],
      down: [...(required ? dropTrigger(table, trigger) : []), dropColumn(table, column)],
    }),
    backfill(table, `${quoteName(column)} = (${expression})`, `${quoteName(column)} is null`, `fill_${name}`),
    migration(`index_${name}`, {
      isTransactional: false,
      up: [
        statement(
          table,
          `create ${unique ? "unique " : ""}index concurrently if not exists ${quoteName(unique ? `${index}_index` : index)} on ${quoteName(table)} (${quoteName(column)})`,
          "Built while others read and write.",
          "SHARE UPDATE EXCLUSIVE",
        ),
      ],
      down: [dropIndexStep(table, unique ? `${index}_index` : index)],
    }),
    ...(unique
      ? [
          migration(`unique_${name}`, {
            up: [
              statement(
                table,
                `${alter} add constraint ${quoteName(index)} unique using index ${quoteName(`${index}_index`)}`,
                "Takes the index that is there.",
              ),
            ],
            down: [statement(table, `${alter} drop constraint ${quoteName(index)}`, "The constraint goes.")],
          }),
        ]
      : []),
    migration(`refer_${name}`, {
      up: [
        statement(
          table,
          `${alter} add constraint ${foreign} foreign key (${quoteName(column)}) references ${quoteName(other.table)} ("id") on delete ${onDelete.replace("-", " ")} not valid`,
          "Holds for new rows from now on.",
          "SHARE ROW EXCLUSIVE",
        ),
      ],
      down: [statement(table, `${alter} drop constraint ${foreign}`, "The foreign key goes.")],
    }),
    migration(`refer_${name}_validate`, {
      up: [
        statement(
          table,
          `${alter} validate constraint ${foreign}`,
          "Reads the rows while others read and write.",
          "SHARE UPDATE EXCLUSIVE",
        ),
      ],
      down: [],
    }),
    ...(required ? requireColumn(table, column, name) : []),
  ];
}

const fillName = (domain: Domain, relation: string): string =>
  `${domain.table}_${snakeCase(relation)}_id_fill`;

const fillingTrigger = (domain: Domain, relation: string, since: string): Retired => ({
  domain: domain.name,
  attribute: relation,
  table: domain.table,
  since,
  trigger: fillName(domain, relation),
});
