import { descendants, type NodeKind, type NodeOf, nodeOf, nodesOf, words } from "@pitstop/lint/sql";
import type { Node } from "libpg-query";
import type { ObjectKind } from "../snapshot/index.ts";
import type { Stated } from "./claim.ts";
import { statedByDefaultPrivileges, statedByGrant } from "./grants.ts";
import { newNameOf, statedByNewName } from "./new-names.ts";
import { kindsOfType } from "./object-kinds.ts";
import { createdFunctionName, functionName, objectName, relationName } from "./object-name.ts";
import { statedByRowStatement } from "./row-statements.ts";
import { serverSayings } from "./server-statements.ts";
import { statedByAlterTable } from "./table-commands.ts";

/**
 * What a statement says about what existed before it. One that is not known here says nothing, and neither does code
 * that PostgreSQL runs without showing it (DO, CALL, a function in a SELECT): whatever that takes away is stopped.
 * `role` is the one that it runs as.
 */
export function statedBy(node: Node, role: string): Stated[] {
  const newName = newNameOf(node);
  const bySchema = Object.entries(node).flatMap(([kind, content]) => sayingOf(kind)?.(content) ?? []);
  const defaults = nodeOf(node, "AlterDefaultPrivilegesStmt");
  return [
    ...(newName ? statedByNewName(newName) : []),
    ...bySchema,
    ...(defaults ? statedByDefaultPrivileges(defaults, role) : []),
    ...statedByRowStatement(node),
  ];
}

export type Sayings = { readonly [Kind in NodeKind]?: (content: NodeOf<Kind>) => Stated[] };

const change = (
  kinds: readonly ObjectKind[],
  name: readonly string[],
  properties?: readonly string[],
): Stated[] => [{ act: "change", kinds, name, ...(properties && { properties }) }];

const drop = (kinds: readonly ObjectKind[], name: readonly string[]): Stated[] => [
  { act: "drop", kinds, name },
];

const dropAll = (kinds: readonly ObjectKind[], name: readonly string[]): Stated[] => [
  { act: "drop", kinds, name: [...name, "*"], isAll: true },
];

/** Statements that create say something where they may replace. */
const replaced = (replace: boolean | undefined, kinds: readonly ObjectKind[], name: readonly string[]) =>
  replace === true ? change(kinds, name) : [];

/** Kinds that hold rows, values or a position of their own, with the rules whose exceptions permit that they go. */
const WITH_DATA: Partial<Record<ObjectKind, readonly string[]>> = {
  schema: ["drop-schema"],
  table: ["drop-table", "drop-foreign-data"],
  sequence: ["drop-sequence"],
};

function statedByDrop({ removeType, objects = [] }: NodeOf<"DropStmt">): Stated[] {
  if (removeType === undefined) return [];
  const kinds: readonly ObjectKind[] = removeType === "OBJECT_TABLE" ? ["table"] : kindsOfType[removeType];
  const rules = kinds.flatMap((kind) => WITH_DATA[kind] ?? []);
  return objects.map((object) => ({
    act: "drop",
    kinds,
    name: objectName(object),
    ...(rules.length > 0 && { permittedBy: rules }),
  }));
}

function statedByAlterDomain({ typeName, name, subtype }: NodeOf<"AlterDomainStmt">): Stated[] {
  const domain = words(typeName);
  const constraint = subtype === "X" ? drop(["constraint"], [...domain, name ?? ""]) : [];
  return [...change(["domain"], domain), ...constraint];
}

/** `"App".numbers` has two parts. What is not in quotes is in lower case. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(/"((?:[^"]|"")*)"|([^."]+)/g)].map(
    ([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain.toLowerCase(),
  );

/** `select setval('cars_id_seq', 1)` names the sequence, or by pg_get_serial_sequence the column that owns it. */
function statedByQuery(content: NodeOf<"SelectStmt">): Stated[] {
  return descendants(content, "FuncCall").flatMap(({ funcname, args }) => {
    if (words(funcname).at(-1) !== "setval") return [];
    const serial = nodeOf(args?.[0], "FuncCall");
    if (!serial) {
      const [sequence] = descendants(args?.[0], "A_Const");
      return change(["sequence"], namesIn(sequence?.sval?.sval ?? ""), ["position"]);
    }
    const [table = "", column = ""] = nodesOf(serial.args, "A_Const").map(({ sval }) => sval?.sval ?? "");
    const name = [...namesIn(table), column];
    return [{ act: "count", kinds: ["column"], name, properties: ["position"] }];
  });
}

/** ADD keeps what is there, DROP takes what it names, SET everything else. */
function statedByAlterPublication({
  pubname = "",
  action,
  pubobjects,
}: NodeOf<"AlterPublicationStmt">): Stated[] {
  const itself = change(["publication"], [pubname]);
  if (action === "AP_AddObjects") return itself;
  if (pubobjects === undefined || action === "AP_SetObjects")
    return [...itself, ...(pubobjects ? dropAll(["published table", "published schema"], [pubname]) : [])];
  const dropped = nodesOf(pubobjects, "PublicationObjSpec").flatMap(({ name, pubtable }) =>
    pubtable
      ? drop(["published table"], [pubname, ...relationName(pubtable.relation)])
      : drop(["published schema"], [pubname, name ?? ""]),
  );
  return [...itself, ...dropped];
}

const sayings: Sayings = {
  ...serverSayings,

  SelectStmt: statedByQuery,

  DropStmt: statedByDrop,
  DropUserMappingStmt: ({ servername = "", user }) =>
    drop(["user mapping"], [servername, user?.rolename ?? "public"]),
  DropSubscriptionStmt: ({ subname = "" }) => drop(["subscription"], [subname]),

  AlterTableStmt: statedByAlterTable,
  AlterDomainStmt: statedByAlterDomain,
  AlterOwnerStmt: ({ objectType, relation, object }) =>
    objectType === undefined
      ? []
      : change(
          kindsOfType[objectType],
          relation ? relationName(relation) : objectName(object),
          // Of a rare object, the whole row of the catalog is one property.
          ["owner", "rights", "definition"],
        ),
  CommentStmt: ({ objtype, object }) =>
    objtype === undefined ? [] : change(kindsOfType[objtype], objectName(object), ["comment"]),
  AlterSeqStmt: ({ sequence }) => change(["sequence"], relationName(sequence)),
  AlterPolicyStmt: ({ table, policy_name = "" }) => change(["policy"], [...relationName(table), policy_name]),
  RefreshMatViewStmt: ({ relation }) => change(["materialized view"], relationName(relation)),
  ClusterStmt: ({ relation }) => (relation ? change(["table"], relationName(relation)) : []),
  AlterExtensionStmt: ({ extname = "" }) => change(["extension"], [extname]),
  AlterTypeStmt: ({ typeName }) => change(["type"], words(typeName)),
  AlterFunctionStmt: ({ func }) => (func ? change(["function"], functionName(func)) : []),
  AlterEventTrigStmt: ({ trigname = "" }) => change(["event trigger"], [trigname]),
  AlterStatsStmt: ({ defnames }) => change(["statistics object"], words(defnames)),
  AlterCollationStmt: ({ collname }) => change(["collation"], words(collname)),
  AlterOperatorStmt: ({ opername }) => change(["operator"], words(opername?.objname)),
  AlterOpFamilyStmt: ({ opfamilyname }) => change(["operator family"], words(opfamilyname)),
  AlterTSConfigurationStmt: ({ cfgname }) => change(["text search configuration"], words(cfgname)),
  AlterTSDictionaryStmt: ({ dictname }) => change(["text search dictionary"], words(dictname)),
  AlterFdwStmt: ({ fdwname = "" }) => change(["foreign-data wrapper"], [fdwname]),
  AlterForeignServerStmt: ({ servername = "" }) => change(["foreign server"], [servername]),
  AlterSubscriptionStmt: ({ subname = "" }) => change(["subscription"], [subname]),
  AlterPublicationStmt: statedByAlterPublication,

  // Options that it doesn't name go: rows that they hide would show, unsaid.
  ViewStmt: ({ view, replace, options }) =>
    replace === true
      ? change(["view"], relationName(view), ["definition", ...(options === undefined ? [] : ["options"])])
      : [],
  CreateFunctionStmt: ({ funcname, parameters, replace }) =>
    replaced(replace, ["function"], createdFunctionName(funcname, parameters)),
  // A replaced trigger fires as a new one does, unsaid: ENABLE ALWAYS or DISABLE is over.
  CreateTrigStmt: ({ relation, trigname = "", replace }) =>
    replace === true ? change(["trigger"], [...relationName(relation), trigname], ["definition"]) : [],
  RuleStmt: ({ relation, rulename = "", replace }) =>
    replaced(replace, ["rule"], [...relationName(relation), rulename]),
  CreatePLangStmt: ({ plname = "", replace }) => replaced(replace, ["language"], [plname]),
  DefineStmt: ({ defnames, replace }) => replaced(replace, ["function"], words(defnames)),

  GrantStmt: statedByGrant,
};

function sayingOf(kind: string): ((content: unknown) => Stated[]) | undefined {
  // A function takes the content of its own kind, which is what the parser puts under that name.
  return (sayings as Record<string, ((content: unknown) => Stated[]) | undefined>)[kind];
}
