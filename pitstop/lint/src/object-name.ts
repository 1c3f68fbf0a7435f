import type { DropStmt, Node, ObjectType } from "libpg-query";
import type { Known } from "./known.ts";
import type { Statement } from "./statement.ts";
import { nodeOf, words } from "./syntax-node.ts";
import { tableNameOf } from "./table-name.ts";

/** Anything with a name that is no table, column or index: a view, a type, a function, a trigger. */
export interface ObjectName {
  readonly kind: ObjectType;
  /** The dotted name as people write it, without `public`. */
  readonly shown: string;
  readonly key: string;
}

export function objectName(kind: ObjectType, parts: readonly string[]): ObjectName {
  const shown = (parts[0] === "public" ? parts.slice(1) : parts).join(".");
  return { kind, shown, key: `${families[kind] ?? kind} ${shown}` };
}

/** Kinds that one DROP may name by another: DROP ROUTINE drops functions, DROP TYPE drops domains. */
const families: Partial<Record<ObjectType, string>> = {
  OBJECT_FUNCTION: "routine",
  OBJECT_PROCEDURE: "routine",
  OBJECT_AGGREGATE: "routine",
  OBJECT_ROUTINE: "routine",
  OBJECT_TYPE: "type",
  OBJECT_DOMAIN: "type",
};

export interface DroppedObject extends ObjectName {
  readonly isCascade: boolean;
}

/** The objects that a statement drops. */
export function droppedObjects({ node }: Statement): DroppedObject[] {
  const drop = nodeOf(node, "DropStmt");
  const kind = drop?.removeType;
  if (drop === undefined || kind === undefined) return [];
  const isCascade = drop.behavior === "DROP_CASCADE";
  return namesOf(drop).map((parts) => ({ ...objectName(kind, parts), isCascade }));
}

function namesOf(drop: DropStmt): string[][] {
  return (drop.objects ?? []).map((object) => {
    if ("List" in object) return (object.List.items ?? []).flatMap(partsOf);
    return partsOf(object);
  });
}

/** The words of the name by which a statement speaks of an object. */
export function partsOf(node: Node): string[] {
  if ("String" in node) return [node.String.sval ?? ""];
  if ("TypeName" in node) return words(node.TypeName.names);
  return words(nodeOf(node, "ObjectWithArgs")?.objname);
}

/** The objects of these kinds that a statement drops, that were there before the file and don't come back in it. */
export function lostObjects(
  kinds: readonly ObjectType[],
  statement: Statement,
  known: Known,
): DroppedObject[] {
  return droppedObjects(statement).filter(
    (object) =>
      kinds.includes(object.kind) &&
      !known.newObjects.has(object.key) &&
      (object.isCascade || !isCreatedLater(object, statement, known)),
  );
}

/** Whether the file creates the object (again) further down. */
export function isCreatedLater(object: ObjectName, { index }: Statement, known: Known): boolean {
  return known.statements
    .slice(index + 1)
    .some(({ node }) => createdObjects(node).some(({ key }) => key === object.key));
}

/** The object that a statement creates, if it is one of those that rules ask for: a list of one, or none. */
export function createdObjects(node: Node): readonly ObjectName[] {
  const before = created.get(node);
  if (before !== undefined) return before;
  const [object] = creators.flatMap((creator) => creator(node) ?? []);
  const objects = object === undefined ? [] : [object];
  created.set(node, objects);
  return objects;
}

/** Each DROP of a file asks about every statement below it. */
const created = new WeakMap<Node, readonly ObjectName[]>();

const creators: readonly ((node: Node) => ObjectName | undefined)[] = [
  (node) => {
    const view = nodeOf(node, "ViewStmt")?.view;
    return view && objectName("OBJECT_VIEW", relationParts(view));
  },
  (node) => {
    const create = nodeOf(node, "CreateTableAsStmt");
    return create?.objtype === "OBJECT_MATVIEW"
      ? objectName("OBJECT_MATVIEW", relationParts(create.into?.rel))
      : undefined;
  },
  (node) => {
    const routine = nodeOf(node, "CreateFunctionStmt");
    return routine && objectName("OBJECT_FUNCTION", words(routine.funcname));
  },
  (node) => {
    const sequence = nodeOf(node, "CreateSeqStmt")?.sequence;
    return sequence && objectName("OBJECT_SEQUENCE", relationParts(sequence));
  },
  (node) => {
    const type = nodeOf(node, "CompositeTypeStmt")?.typevar;
    return type && objectName("OBJECT_TYPE", relationParts(type));
  },
  (node) => {
    const type = nodeOf(node, "CreateEnumStmt") ?? nodeOf(node, "CreateRangeStmt");
    return type && objectName("OBJECT_TYPE", words(type.typeName));
  },
  (node) => {
    const domain = nodeOf(node, "CreateDomainStmt");
    return domain && objectName("OBJECT_DOMAIN", words(domain.domainname));
  },
  (node) => {
    const definition = nodeOf(node, "DefineStmt");
    return definition?.kind && objectName(definition.kind, words(definition.defnames));
  },
  (node) => {
    const extension = nodeOf(node, "CreateExtensionStmt")?.extname;
    return extension === undefined ? undefined : objectName("OBJECT_EXTENSION", [extension]);
  },
  (node) => {
    const trigger = nodeOf(node, "CreateTrigStmt");
    return (
      trigger && objectName("OBJECT_TRIGGER", [...relationParts(trigger.relation), trigger.trigname ?? ""])
    );
  },
  (node) => {
    const rule = nodeOf(node, "RuleStmt");
    return rule && objectName("OBJECT_RULE", [...relationParts(rule.relation), rule.rulename ?? ""]);
  },
  (node) => {
    const policy = nodeOf(node, "CreatePolicyStmt");
    return policy && objectName("OBJECT_POLICY", [...relationParts(policy.table), policy.policy_name ?? ""]);
  },
  (node) => {
    const table = nodeOf(node, "CreateForeignTableStmt");
    // The base of a foreign table is a CREATE TABLE, which the type of the parser calls `base`.
    return table && objectName("OBJECT_FOREIGN_TABLE", relationParts(table.base?.relation));
  },
  (node) => {
    const server = nodeOf(node, "CreateForeignServerStmt")?.servername;
    return server === undefined ? undefined : objectName("OBJECT_FOREIGN_SERVER", [server]);
  },
  (node) => {
    const role = nodeOf(node, "CreateRoleStmt")?.role;
    return role === undefined ? undefined : objectName("OBJECT_ROLE", [role]);
  },
  (node) => {
    const publication = nodeOf(node, "CreatePublicationStmt")?.pubname;
    return publication === undefined ? undefined : objectName("OBJECT_PUBLICATION", [publication]);
  },
  (node) => {
    const trigger = nodeOf(node, "CreateEventTrigStmt")?.trigname;
    return trigger === undefined ? undefined : objectName("OBJECT_EVENT_TRIGGER", [trigger]);
  },
];

function relationParts(relation: Parameters<typeof tableNameOf>[0]): string[] {
  const { schema, name } = tableNameOf(relation);
  return schema === undefined ? [name] : [schema, name];
}
