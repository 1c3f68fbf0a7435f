// Changing the schema of an attribute in place: the calls that are concerned, and no others.
import type { Attribute, Constant } from "../../attribute-types/attribute.ts";
import { attributeTypes } from "../../attribute-types/index.ts";
import { type Call, type Chain, splitCalls } from "../../edit/chain.ts";
import { ChainEdit, commentsIn } from "../../edit/chain-edit.ts";
import { FileEdit, indentAt } from "../../edit/file-edit.ts";
import { inNamesOf, withoutUnusedImports } from "../../edit/imports.ts";
import { layOut } from "../../edit/layout.ts";
import { addItem, removeItem } from "../../edit/list-edit.ts";
import { bare, propertyList } from "../../edit/object.ts";
import { notUnderstood, quoted, textOf } from "../../edit/source.ts";
import { addDomainImport } from "../domain-package.ts";
import { type Member, readMembers } from "../members.ts";
import { type TypesFacts, typesFacts } from "../read-attribute.ts";
import { attributeOf, constantText, withOwnMember } from "./types-edit.ts";
import { readTypesFile, type TypesFile } from "./types-file.ts";

/** What becomes of meta data; undefined takes an entry out. */
export type MetaChange = Readonly<Record<string, Constant | readonly Constant[] | undefined>>;

/** The calls of a schema in the order in which the shared types have them. */
const ORDER = ["trim", "min", "max", "regex", "nullable", "default", "meta"];

/**
 * The file with an attribute's meta data changed; everything else of its schema stays. One entry after the other, those
 * that go last: neighbors that change together would overlap.
 */
export function changeSchema(from: TypesFile, name: string, change: { meta: MetaChange }): string {
  const entries = Object.entries(change.meta).toSorted(
    ([, one], [, other]) => Number(one === undefined) - Number(other === undefined),
  );
  let file = from;
  for (const [key, value] of entries) {
    const own = withOwnMember(file, name);
    const edit = new FileEdit(own.source);
    setMeta(edit, own, attributeOf(own, name), typesFacts(own, name).chain, { [key]: value });
    file = readTypesFile(from.source.path, edit.toString(), from.modules);
  }
  return file.source.text;
}

/** Sets entries of `.meta({ … })`; behind what isn't written here, a call of its own adds to them. */
function setMeta(
  edit: FileEdit,
  file: TypesFile,
  member: Member,
  chain: Chain | undefined,
  change: MetaChange,
): void {
  const { source } = file;
  const call = chain?.calls.findLast(({ name }) => name === "meta");
  const object = call && objectOf(call);
  if (!object) {
    const entries = entriesText(change);
    if (entries === "") return;
    const text = quoted(source, `.meta({ ${entries} })`);
    if (chain) new ChainEdit(edit, chain, ORDER).append(text);
    else edit.replace(member.value, `(${textOf(source, member.value)})${text}`);
    return;
  }
  const { all } = readMembers(file.modules, source, object);
  for (const [key, value] of Object.entries(change)) {
    const entry = all.find(({ name, spread }) => name === key && spread === undefined);
    const text = value === undefined ? undefined : quoted(source, constantText(value));
    if (entry && text !== undefined) edit.replace(entry.value, text);
    else if (entry) removeItem(edit, propertyList(object), entry.node);
    else if (text === undefined && all.some(({ name }) => name === key))
      // A spread brings it, for others too.
      addItem(edit, propertyList(object), `${key}: ${FLAGS.has(key) ? "false" : "undefined"}`);
    else if (text !== undefined) addItem(edit, propertyList(object), `${key}: ${text}`);
  }
}

const FLAGS = new Set(["sortable", "searchable", "multiline"]);

function objectOf({ args: [argument] }: Call) {
  const value = argument && argument.type !== "SpreadElement" ? bare(argument) : undefined;
  return value?.type === "ObjectExpression" ? value : undefined;
}

const entriesText = (change: MetaChange): string =>
  Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${constantText(value ?? "")}`)
    .join(", ");

/**
 * The file with an attribute's schema as the attribute is now. Calls that the tool doesn't know (`.refine(…)`) stay
 * where the type does; with another type they're refused, because nobody can say whether they still hold.
 */
export function restateAttribute(from: TypesFile, before: Attribute, after: Attribute): string {
  const { name } = after;
  const isOnlyMeta = JSON.stringify(schemaOf(before)) === JSON.stringify(schemaOf(after));
  if (isOnlyMeta) return changeSchema(from, name, { meta: metaChange(before, after) });
  const file = withOwnMember(from, name);
  const facts = typesFacts(file, name);
  // A bigint was stated as a number of JavaScript once.
  const [root] = splitCalls(attributeTypes.get(after.type)?.zod({}) ?? "");
  refuseUnreadType(file, facts, before, after);
  const isAnother =
    (facts.type !== undefined && facts.type !== after.type) ||
    (facts.type !== undefined && facts.chain?.rootName !== root?.split("(")[0]);
  const text =
    isAnother || facts.isElsewhere || !facts.chain
      ? writtenAnew(file, facts, before, after)
      : changedInPlace(file, facts.chain, before, after);
  return withoutUnusedImports(from.source, text);
}

/** Where nobody can say what a schema takes, only what is behind it changes: `.nullable()`, `.default(…)`. */
function refuseUnreadType(file: TypesFile, facts: TypesFacts, before: Attribute, after: Attribute): void {
  if (facts.type !== undefined) return;
  const isSame = JSON.stringify([before.type, before.rules]) === JSON.stringify([after.type, after.rules]);
  const isBehind = facts.chain?.calls.some(({ name }, index) => name === "nullable" && index > 0) ?? false;
  if (isSame && (before.isNullable === after.isNullable || after.isNullable || isBehind)) return;
  const { node } = attributeOf(file, after.name);
  throw notUnderstood(file.source, node, `the schema of "${after.name}" written out here`);
}

/** What of an attribute isn't meta data. */
const schemaOf = ({ type, rules, isNullable, default: fallback }: Attribute) => [
  type,
  Object.entries(rules).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  isNullable,
  fallback,
];

/** The entries of meta data that differ. */
function metaChange(before: Attribute, after: Attribute): MetaChange {
  const of = (attribute: Attribute) => ({
    label: attribute.label,
    description: attribute.description,
    sortable: attribute.isSortable || undefined,
    multiline: attribute.type === "text" || undefined,
    searchable: attribute.isSearchable || undefined,
    examples: attribute.examples,
  });
  const [was, is] = [of(before), of(after)];
  const keys = Object.keys(is) as (keyof typeof is)[]; // its own
  return Object.fromEntries(
    keys.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key])).map((key) => [key, is[key]]),
  );
}

function changedInPlace(file: TypesFile, chain: Chain, before: Attribute, after: Attribute): string {
  const edit = new FileEdit(file.source);
  const calls = new ChainEdit(edit, chain, ORDER);
  const [root = "", ...wanted] = splitCalls(attributeTypes.get(after.type)?.zod(after.rules) ?? "");
  const [, ...had] = splitCalls(attributeTypes.get(before.type)?.zod(before.rules) ?? "");
  if (root !== "z" && JSON.stringify(before.rules) !== JSON.stringify(after.rules))
    edit.replace(chain.rootNode, quoted(file.source, inNamesOf(file.source, root)));
  const isSplit = isLengthChanged(before, after) && chain.calls.some(({ name }) => name === "length");
  for (const name of new Set([...wanted, ...had].map(callName))) {
    const [now, then] = [wanted, had].map((each) => each.find((call) => callName(call) === name));
    if (now === then && !(isSplit && (name === "min" || name === "max"))) continue;
    const isBase = chain.calls[0]?.name === name;
    if (!isBase || now !== undefined) calls.set(name, now && withOthers(file, chain, name, now));
  }
  if (isSplit) calls.set("length", undefined);
  if (before.isNullable !== after.isNullable)
    calls.set("nullable", after.isNullable ? ".nullable()" : undefined);
  if (JSON.stringify(before.default) !== JSON.stringify(after.default))
    calls.set(
      "default",
      after.default === undefined ? undefined : `.default(${constantText(after.default)})`,
    );
  const again = readTypesFile(file.source.path, edit.toString(), file.modules);
  return changeSchema(again, after.name, { meta: metaChange(before, after) });
}

/** `.length(8)` says both in one. */
const isLengthChanged = ({ rules: was }: Attribute, { rules: is }: Attribute): boolean =>
  was.minLength !== is.minLength || was.maxLength !== is.maxLength;

const callName = (text: string): string => /^\.([\w.]+)\(/.exec(text)?.[1] ?? text;

/** A call with what people pass beside its first argument, such as a message of their own. */
function withOthers({ source }: TypesFile, { calls }: Chain, name: string, text: string): string {
  const [first, second] = calls.findLast((call) => call.name === name)?.args ?? [];
  const last = calls.findLast((call) => call.name === name)?.args.at(-1);
  return first && second && last
    ? text.replace(/\)$/, () => `${source.text.slice(first.end, last.end)})`)
    : text;
}

/** The schema as the tool writes one, with the meta data that was there; comments of the chain go above it. */
function writtenAnew(file: TypesFile, facts: TypesFacts, before: Attribute, after: Attribute): string {
  const { source } = file;
  const member = attributeOf(file, after.name);
  const kept =
    facts.unknown[0] ??
    facts.ruleCalls.find(({ name }) => name !== "max" && facts.opaque.some(({ call }) => call === name));
  if (kept) {
    throw notUnderstood(
      kept.source,
      kept,
      `no rule of its own (${kept.text}) on "${after.name}", whose schema is rewritten`,
    );
  }
  if (!facts.chain)
    throw notUnderstood(source, member.node, `the schema of "${after.name}" written out here`);
  const unread = facts.opaque.find(({ call }) => call === "meta");
  const [root = "", ...base] = splitCalls(attributeTypes.get(after.type)?.zod(after.rules) ?? "");
  const own = facts.chain.calls.findLast(({ name }) => name === "meta");
  const isOwn = own !== undefined && objectOf(own) !== undefined && !facts.isElsewhere;
  if (unread && !isOwn)
    throw notUnderstood(unread.source, unread.node, `meta data of "${after.name}" that can be read`);
  const calls = [
    ...base,
    after.isNullable ? ".nullable()" : "",
    after.default === undefined ? "" : `.default(${constantText(after.default)})`,
  ]
    .filter(Boolean)
    .map((call) => quoted(source, call));
  const meta = isOwn ? own.text : quoted(source, `.meta({ ${wholeMeta(file, facts, after)} })`);
  const edit = new FileEdit(source);
  const indent = indentAt(source.text, member.node.start);
  const until = isOwn ? own.start : facts.chain.end;
  const comments = commentsIn(source, { start: facts.chain.start, end: until });
  const text = layOut(
    source,
    textOf(source, member.node.key),
    inNamesOf(source, root),
    [...calls, meta],
    indent,
  );
  const lines = [...comments, ...text.split("\n")];
  edit.replace(member.node, lines.join(`${source.eol}${indent}`));
  const imported = attributeTypes.get(after.type)?.imports;
  if (imported) addDomainImport(edit, imported);
  const written = edit.toString();
  if (!isOwn) return written;
  const again = readTypesFile(source.path, written, file.modules);
  return changeSchema(again, after.name, { meta: metaChange(before, after) });
}

/**
 * All meta data of an attribute, with what code says beside it, wherever it is written. Throws FILE_NOT_UNDERSTOOD for
 * what only another file can say.
 */
function wholeMeta(file: TypesFile, facts: TypesFacts, after: Attribute): string {
  const ours: MetaChange = {
    label: after.label,
    description: after.description,
    sortable: after.isSortable || undefined,
    multiline: after.type === "text" || undefined,
    searchable: after.isSearchable || undefined,
    examples: after.examples,
  };
  const others = facts.metaMembers.filter(
    ({ name, isKnown }) => !(name in ours) || (!isKnown && facts.meta[name] === ours[name]),
  );
  const texts = others.map(({ name, source, value, isKnown }) => {
    if (!isKnown && source !== file.source)
      throw notUnderstood(source, value, `"${name}" of "${after.name}" as a constant`);
    return [name, isKnown ? JSON.stringify(facts.meta[name]) : textOf(source, value)] as const;
  });
  const written = new Map([
    ...Object.entries(ours).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, constantText(value)] as const],
    ),
    ...texts,
  ]);
  return [...written].map(([key, text]) => `${key}: ${text}`).join(", ");
}
