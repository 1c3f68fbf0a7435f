import type { DatabaseTable, IndexDef, SchemaHelper, TableDifference } from "@mikro-orm/sql";
import { MigratorError } from "../../errors.ts";
import { isConcurrentIndex } from "../expression.ts";
import { derivedName, quoted, quotedPath, refuseLongName } from "../identifier.ts";
import type { Piece } from "../piece.ts";
import { type PlannedStep, sqlStep } from "../planned-file.ts";
import { besideTable, type Planning, subjectOf, tablePath } from "../planning.ts";
import { unsupported } from "./refuse.ts";

/** Indexes and unique constraints of a table in use, except those that go with a column. */
export function changedIndexes(
  table: TableDifference,
  { helper }: Planning,
  goWithColumns: ReadonlySet<string>,
): Piece[] {
  const removed = Object.values(table.removedIndexes).filter(({ keyName }) => !goWithColumns.has(keyName));
  const added = Object.values(table.addedIndexes);
  for (const index of [...removed, ...added, ...Object.values(table.changedIndexes)])
    refusePrimaryKey(table, index);
  for (const { keyName } of added) refuseLongName("index", table.name, keyName);
  return [
    ...removed.map((index) => removal(table.fromTable, index, helper, table.addedIndexes)),
    ...added.flatMap((index) => addition(table.toTable, index, helper)),
    ...Object.values(table.changedIndexes).flatMap((index) => replacement(table, index, helper)),
  ];
}

function addition(table: DatabaseTable, index: IndexDef, helper: SchemaHelper): Piece[] {
  const build = builtConcurrently(table, index, helper);
  return isConstraint(index) ? [build, constraintFrom(table, index, helper)] : [build];
}

function builtConcurrently(table: DatabaseTable, index: IndexDef, helper: SchemaHelper): Piece {
  const unique = index.unique ? " Fails where two rows have the same value." : "";
  return {
    stage: "index",
    subject: subjectOf(table, index.keyName),
    step: "",
    isTransactional: false,
    comment: `Builds the index ${index.keyName} while ${tablePath(table)} is read and written.${unique}`,
    up: [sqlStep(createConcurrently(helper, table, index), "CONCURRENTLY works outside a transaction only.")],
    down: { steps: [sqlStep(dropConcurrently(table, index.keyName))] },
  };
}

function constraintFrom(table: DatabaseTable, index: IndexDef, helper: SchemaHelper): Piece {
  return {
    stage: "unique",
    subject: subjectOf(table, index.keyName),
    step: "constraint",
    // The way back builds the index anew, which no transaction allows.
    isTransactional: false,
    comment: `Makes the index ${index.keyName} the unique constraint of that name.`,
    up: [
      sqlStep(addConstraintUsing(table, index), "The index is built already, so the lock lasts a moment."),
    ],
    down: {
      steps: [
        sqlStep(
          dropConstraint(table, index.keyName),
          "The index goes with the constraint that it belongs to.",
        ),
        sqlStep(createConcurrently(helper, table, index)),
      ],
    },
  };
}

// Where an index of the same name follows, the old one has to make room for it first.
function removal(
  table: DatabaseTable,
  index: IndexDef,
  helper: SchemaHelper,
  added: TableDifference["addedIndexes"],
): Piece {
  const makesRoom = index.keyName in added;
  const what = isConstraint(index) ? "unique constraint" : "index";
  return {
    stage: makesRoom ? "relax" : isConstraint(index) ? "drop constraint" : "drop index",
    subject: subjectOf(table, index.keyName),
    step: "drop",
    isTransactional: false,
    comment: `Drops the ${what} ${index.keyName} of ${tablePath(table)}.`,
    up: [
      sqlStep(
        isConstraint(index) ? dropConstraint(table, index.keyName) : dropConcurrently(table, index.keyName),
      ),
    ],
    down: { steps: rebuilt(helper, table, index) },
  };
}

/** The statements that bring an index or a unique constraint back without locking writers out. */
export function rebuilt(helper: SchemaHelper, table: DatabaseTable, index: IndexDef): PlannedStep[] {
  const build = sqlStep(createConcurrently(helper, table, index));
  return isConstraint(index) ? [build, sqlStep(addConstraintUsing(table, index))] : [build];
}

/** The new one is built beside the old one and takes its name at the end: no query is left without an index. */
function replacement(
  { fromTable, toTable }: TableDifference,
  index: IndexDef,
  helper: SchemaHelper,
): Piece[] {
  const before = fromTable.getIndex(index.keyName);
  if (!before) return [];
  if (isConstraint(index)) {
    return [
      removal(fromTable, before, helper, { [index.keyName]: index }),
      ...addition(toTable, index, helper),
    ];
  }
  const passing = derivedName(index.keyName, "new");
  const rename = (from: string, to: string) =>
    sqlStep(`alter index ${quotedPath(besideTable(toTable, from))} rename to ${quoted(to)}`);
  const subject = subjectOf(toTable, index.keyName);
  return [
    builtConcurrently(toTable, { ...index, keyName: passing }, helper),
    {
      stage: "index",
      subject,
      step: "drop_old",
      isTransactional: false,
      comment: `Drops the former index ${index.keyName}; its follower is in use already.`,
      up: [sqlStep(dropConcurrently(toTable, index.keyName))],
      down: { steps: rebuilt(helper, fromTable, before) },
    },
    {
      stage: "index",
      subject,
      step: "rename_new",
      isTransactional: true,
      comment: `Gives the new index the name ${index.keyName}.`,
      up: [rename(passing, index.keyName)],
      down: { steps: [rename(index.keyName, passing)] },
    },
  ];
}

function createConcurrently(helper: SchemaHelper, table: DatabaseTable, index: IndexDef): string {
  const { deferMode: _, ...plain } = index;
  const sql = helper.createIndex({ ...plain, constraint: false }, table);
  const concurrently = sql.replace(
    /^\s*create\s+(unique\s+)?index\s+(?!concurrently\b)/i,
    "create $1index concurrently ",
  );
  if (isConcurrentIndex(concurrently)) return concurrently.trim();
  throw unsupported(
    `the index ${index.keyName} of ${tablePath(table)}, whose expression is not a plain CREATE INDEX`,
  );
}

function dropConcurrently(table: DatabaseTable, name: string): string {
  return `drop index concurrently ${quotedPath(besideTable(table, name))}`;
}

function addConstraintUsing(table: DatabaseTable, { keyName, deferMode }: IndexDef): string {
  const defer = deferMode ? ` deferrable initially ${deferMode}` : "";
  const name = quoted(keyName);
  return `alter table ${table.getQuotedName()} add constraint ${name} unique using index ${name}${defer}`;
}

function dropConstraint(table: DatabaseTable, name: string): string {
  return `alter table ${table.getQuotedName()} drop constraint ${quoted(name)}`;
}

function isConstraint(index: IndexDef): boolean {
  return index.unique && index.constraint;
}

function refusePrimaryKey(table: TableDifference, index: IndexDef): void {
  if (!index.primary) return;
  throw new MigratorError(
    "GENERATE_PRIMARY_KEY_CHANGE",
    `The primary key of ${table.name} changes: other tables and deployed code find its rows by it.`,
    "Make a new table and copy the rows, or write the change by hand: migration:create --blank.",
  );
}
