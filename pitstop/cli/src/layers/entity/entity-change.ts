// Changing a column of an entity in place.
import type { Attribute } from "../../attribute-types/attribute.ts";
import { type Chain, splitCalls } from "../../edit/chain.ts";
import { ChainEdit, commentsIn } from "../../edit/chain-edit.ts";
import { FileEdit, indentAt } from "../../edit/file-edit.ts";
import { inNamesOf, withoutUnusedImports } from "../../edit/imports.ts";
import { layOut } from "../../edit/layout.ts";
import { notUnderstood, quoted, textOf } from "../../edit/source.ts";
import { snakeCase } from "../../names/case.ts";
import { addJsonImport } from "../domain-package.ts";
import { entityFacts } from "../read-attribute.ts";
import { addIndex, columnText, needsIndex, plainIndexOn, withOwnMember } from "./entity-edit.ts";
import type { EntityFile } from "./entity-file.ts";
import { removeEntry } from "./list-entries.ts";

/** The calls of a column in the order in which entities have them. */
const ORDER = ["length", "precision", "scale", "nullable", "default", "defaultRaw", "unique", "fieldName"];

/**
 * The file with a column as the attribute is now, under the column's name, and with the index that it needs. Calls
 * that the tool doesn't know (`.comment(…)`) stay.
 */
export function restateColumn(
  from: EntityFile,
  before: Attribute & { readonly column: string },
  after: Attribute,
  column: string,
): string {
  const isSame =
    columnText(before) === columnText(after) &&
    before.column === column &&
    needsIndex(before) === needsIndex(after);
  if (isSame) return from.source.text;
  const file = withOwnMember(from, after.name);
  const facts = entityFacts(file, after.name);
  const edit = new FileEdit(file.source);
  const isAnother = builderOf(before) !== builderOf(after);
  // What a function with arguments gives: only what is behind it can be changed, and what it says must not be lost.
  const isUnread = facts.types === undefined && facts.chain?.rootArgs !== undefined;
  if (isUnread) refuseUnread(file, facts.chain, isAnother, before, after);
  if (!isUnread && (isAnother || facts.isElsewhere || !facts.chain)) writeAnew(edit, file, after, column);
  else if (facts.chain) {
    const calls = new ChainEdit(edit, facts.chain, ORDER);
    changeCalls(calls, isUnread ? undefined : facts.chain.calls[0]?.name, before, after);
    if (before.column !== column)
      calls.set("fieldName", column === snakeCase(after.name) ? undefined : `.fieldName("${column}")`);
  }
  const indexed = plainIndexOn(file, after.name);
  if (needsIndex(after) && !indexed) addIndex(edit, file, after.name);
  const entry = file.entries.index.find(({ element }) => element === indexed?.node);
  if (!needsIndex(after) && entry) removeEntry(edit, entry);
  if (after.type === "json") addJsonImport(edit);
  return withoutUnusedImports(from.source, edit.toString());
}

/** Throws FILE_NOT_UNDERSTOOD where a call that changes isn't behind the function that gives the column. */
function refuseUnread(
  file: EntityFile,
  chain: Chain | undefined,
  isAnother: boolean,
  before: Attribute,
  after: Attribute,
): void {
  const now = callsOf(after);
  const own = new Set(chain?.calls.map(({ name }) => name));
  const lost = callsOf(before).find((call) => !now.includes(call) && !own.has(callName(call)));
  if (!isAnother && lost === undefined) return;
  const member = file.attributes.find(({ name }) => name === after.name);
  throw notUnderstood(
    file.source,
    member?.node ?? file.propertiesObject,
    `the column of "${after.name}" written out here`,
  );
}

const callsOf = (attribute: Attribute): string[] => splitCalls(columnText(attribute)).slice(1);

const builderOf = (attribute: Attribute): string | undefined =>
  splitCalls(columnText(attribute))[1]?.split("(")[0];

function changeCalls(
  calls: ChainEdit,
  builder: string | undefined,
  before: Attribute,
  after: Attribute,
): void {
  const [had, wanted] = [callsOf(before), callsOf(after)];
  for (const name of new Set([...had, ...wanted].map(callName))) {
    const [then, now] = [had, wanted].map((each) => each.find((call) => callName(call) === name));
    if (then === now || (now === undefined && name === builder)) continue;
    calls.set(name, now);
  }
}

const callName = (text: string): string => /^\.(\w+)\(/.exec(text)?.[1] ?? text;

/** The column as the tool writes one; comments of the chain go above it. */
function writeAnew(edit: FileEdit, file: EntityFile, attribute: Attribute, column: string): void {
  const { source } = file;
  const facts = entityFacts(file, attribute.name);
  const member = file.attributes.find(({ name }) => name === attribute.name);
  if (!member) return;
  const strange = facts.unknown.find(
    (call) => facts.isElsewhere && !/^\.\w+\((["'][^"']*["']|\d*|true|false)\)$/.test(call.text),
  );
  if (!facts.chain || strange)
    throw notUnderstood(source, member.node, `the column of "${attribute.name}" written out here`);
  const [root = "", ...calls] = splitCalls(columnText(attribute));
  if (column !== snakeCase(attribute.name)) calls.push(`.fieldName("${column}")`);
  const indent = indentAt(source.text, member.node.start);
  const texts = [...calls.map((call) => quoted(source, call)), ...facts.unknown.map(({ text }) => text)];
  const text = layOut(source, textOf(source, member.node.key), inNamesOf(source, root), texts, indent);
  const lines = [...commentsIn(source, facts.chain), ...text.split("\n")];
  edit.replace(member.node, lines.join(`${source.eol}${indent}`));
}
