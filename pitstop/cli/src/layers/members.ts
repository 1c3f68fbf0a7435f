// The members of an object, wherever they are written out: in its braces, in a spread, in the shape of a schema.
import type { Expression, ObjectExpression, SpreadElement } from "oxc-parser";
import { type Call, readChain } from "../edit/chain.ts";
import { FileEdit, indentAt } from "../edit/file-edit.ts";
import { removeItem } from "../edit/list-edit.ts";
import { type Located, type Modules, memberName } from "../edit/modules.ts";
import { bare, type NamedProperty, propertyList } from "../edit/object.ts";
import { notUnderstood, type Source, textOf } from "../edit/source.ts";

/** A member with its value. One that comes by a spread is written elsewhere. */
export interface Member extends NamedProperty {
  /** The file that has the value. */
  readonly source: Source;
  /** The spread of the object's own braces that it comes by. */
  readonly spread?: SpreadElement;
  /** What gives its value where the spread stands: `common.remark`. */
  readonly access?: string;
}

/** A part that can't be read for certain: it stays as it is. */
export interface Opaque {
  readonly source: Source;
  readonly node: { readonly start: number; readonly end: number };
}

export interface Members {
  readonly all: readonly Member[];
  readonly opaque: readonly Opaque[];
}

/** The members of an object literal; of a name that stands twice, the later one. */
export function readMembers(modules: Modules, source: Source, object: ObjectExpression): Members {
  const all = new Map<string, Member>();
  const opaque: Opaque[] = [];
  for (const property of object.properties) {
    if (property.type === "SpreadElement") {
      const spread = membersOf(modules, { source, expression: property.argument });
      if (!spread || spread.opaque.length > 0) opaque.push({ source, node: property });
      const argument = textOf(source, property.argument);
      const base = argument.startsWith("{") ? `(${argument})` : argument;
      for (const member of spread?.all ?? [])
        all.set(member.name, { ...member, spread: property, access: `${base}.${member.name}` });
      continue;
    }
    const name = property.computed ? undefined : keyName(property.key);
    if (name === undefined || property.method || property.kind !== "init")
      opaque.push({ source, node: property });
    else all.set(name, { name, node: property, value: property.value, source });
  }
  return { all: [...all.values()], opaque };
}

/** The members of an object that an expression leads to: `common`, `Contact.shape`, `Contact.extend({ … }).shape`. */
export function membersOf(modules: Modules, at: Located): Members | undefined {
  const value = bare(at.expression);
  if (value.type === "ObjectExpression") return readMembers(modules, at.source, value);
  if (value.type === "MemberExpression" && memberName(value) === "shape")
    return shapeOf(modules, { source: at.source, expression: value.object as Expression });
  const found = modules.resolve(at);
  return found && found.expression !== value ? membersOf(modules, found) : undefined;
}

/** What a value is written out as: by constants, and by the shapes of schemas, `Contact.shape.email`. */
export function writtenAt(modules: Modules, at: Located): Located | undefined {
  const value = bare(at.expression);
  if (value.type !== "MemberExpression") return modules.resolve(at);
  const name = memberName(value);
  const object = { source: at.source, expression: value.object as Expression }; // not `super`
  const members = membersOf(modules, object);
  const found = members?.opaque.length === 0 && members.all.find((member) => member.name === name);
  return found ? { source: found.source, expression: found.value } : modules.resolve(at);
}

/** The members of `z.object({ … })`, with what was added or chosen behind it. */
function shapeOf(modules: Modules, at: Located): Members | undefined {
  const value = bare(at.expression);
  if (value.type !== "CallExpression") {
    const found = modules.resolve(at);
    return found && found.expression !== value ? shapeOf(modules, found) : undefined;
  }
  const chain = readChain(at.source, value);
  if (!chain) return undefined;
  let members: Members | undefined;
  if (chain.rootName !== "z") members = shapeOf(modules, { source: at.source, expression: chain.rootNode });
  for (const call of chain.calls) members = withCall(modules, at.source, members, call);
  return members;
}

function withCall(
  modules: Modules,
  source: Source,
  members: Members | undefined,
  { name, args }: Call,
): Members | undefined {
  const [argument] = args;
  if (!argument || argument.type === "SpreadElement") return NEUTRAL.has(name) ? members : undefined;
  const given = { source, expression: argument };
  if (["object", "strictObject", "looseObject"].includes(name)) return membersOf(modules, given);
  if (NEUTRAL.has(name)) return members;
  if (!members) return undefined;
  const others = name === "merge" ? shapeOf(modules, given) : membersOf(modules, given);
  if (!others) return undefined;
  const names = new Set(others.all.map((member) => member.name));
  if (name === "pick") return { ...members, all: members.all.filter((member) => names.has(member.name)) };
  if (name === "omit") return { ...members, all: members.all.filter((member) => !names.has(member.name)) };
  if (name !== "extend" && name !== "safeExtend" && name !== "merge") return undefined;
  const kept = members.all.filter((member) => !names.has(member.name));
  return { all: [...kept, ...others.all], opaque: [...members.opaque, ...others.opaque] };
}

/** Calls that change no member. */
const NEUTRAL = new Set(["meta", "describe", "strict", "refine", "superRefine", "check"]);

/**
 * The file's text in which a member is one of the object's own braces, by a name and a value: a spread that brings it is
 * written out, so that others with the same spread keep what they have. Undefined where it is so already. Throws
 * FILE_NOT_UNDERSTOOD where nobody can say what else the spread brings.
 */
export function asOwnMember(source: Source, { all, opaque }: Members, name: string): string | undefined {
  const { spread, node } = all.find((member) => member.name === name) ?? {};
  const edit = new FileEdit(source);
  if (!spread) {
    if (!node?.shorthand) return undefined;
    edit.replace(node, `${name}: ${name}`);
    return edit.toString();
  }
  if (opaque.some((part) => part.node === spread))
    throw notUnderstood(source, spread, `every name of this spread, which has "${name}", written out`);
  const separator = `,${source.eol}${indentAt(source.text, spread.start)}`;
  const each = all
    .filter((member) => member.spread === spread)
    .map((member) => `${member.name}: ${member.access}`);
  edit.replace(spread, each.join(separator));
  return edit.toString();
}

/** Takes a member of the object's own braces out. */
export function removeMember(edit: FileEdit, object: ObjectExpression, { node }: Member): void {
  removeItem(edit, propertyList(object), node);
}

/** Gives a member of the object's own braces another name. */
export function renameMember(edit: FileEdit, { node }: Member, from: string, to: string): void {
  if (node.shorthand) edit.replace(node, `${to}: ${from}`);
  else edit.replace(node.key, to);
}

function keyName(key: NamedProperty["node"]["key"]): string | undefined {
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" && typeof key.value === "string" ? key.value : undefined;
}
