import type { AlterSubscriptionType } from "libpg-query";
import type { Known } from "../known.ts";
import { lostObjects } from "../object-name.ts";
import { refusedWrites } from "../published-identity.ts";
import { intended } from "../rewrites/intended.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodeOf, nodesOf } from "../syntax-node.ts";
import { changesOf } from "../table-change.ts";

export default rule({
  id: "change-replication",
  level: "warning",
  finds:
    "publications and subscriptions that lose tables or stop, publications that make a table refuse writes, and REPLICA IDENTITY NOTHING",
  instead: "the other side first",
  why: "Replication to other servers stops or misses rows. A published table without a replica identity refuses UPDATE and DELETE, and so does one whose WHERE or column list isn't about its primary key.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-alterpublication.html",
    "https://www.postgresql.org/docs/18/sql-droppublication.html",
    "https://www.postgresql.org/docs/18/sql-altersubscription.html",
    "https://www.postgresql.org/docs/18/sql-dropsubscription.html",
    "https://www.postgresql.org/docs/18/logical-replication-publication.html",
  ],
  find: (statement, known) =>
    changed(statement, known).map(({ what, table = null }) => ({ what, table, lock: null })),
  explain: ({ what }) => `${what}.`,
  rewrite: ({ what }, statement) =>
    intended(
      "change-replication",
      `it is meant that ${what[0]?.toLowerCase()}${what.slice(1)}`,
      "Look at what reads the publication (pg_stat_replication, pg_replication_slots) first. Then:",
      statement,
    ),
});

function changed(statement: Statement, known: Known): { what: string; table?: string }[] {
  const { node } = statement;
  const dropped = lostObjects(["OBJECT_PUBLICATION"], statement, known).map(({ shown: name }) => ({
    what: `Subscribers to ${name} get no more changes`,
  }));
  const identities = changesOf("AT_ReplicaIdentity", statement, known)
    .filter(({ command }) => nodeOf(command.def, "ReplicaIdentityStmt")?.identity_type === "n")
    .map(({ table }) => ({ what: `UPDATE and DELETE on ${table} fail where it is published`, table }));
  const refused = refusedWrites(node, known).map(({ table, why }) => ({
    what: `UPDATE and DELETE on ${table} fail, because ${why}`,
    table,
  }));
  return [...dropped, ...identities, ...refused, ...publication({ node }), ...subscription({ node })];
}

function publication({ node }: Pick<Statement, "node">): { what: string }[] {
  const alter = nodeOf(node, "AlterPublicationStmt");
  const options = nodesOf(alter?.options, "DefElem").map(({ defname = "" }) => defname);
  if (options.length > 0)
    return [{ what: `Subscribers to ${alter?.pubname ?? ""} get other changes (${options.join(", ")})` }];
  if (alter !== undefined && alter.action !== undefined && alter.action !== "AP_AddObjects")
    return [
      { what: `Subscribers to ${alter.pubname ?? ""} miss the changes of what it no longer publishes` },
    ];
  const create = nodeOf(node, "CreatePublicationStmt");
  const isWide =
    create?.for_all_tables === true ||
    nodesOf(create?.pubobjects, "PublicationObjSpec").some(
      ({ pubobjtype }) => pubobjtype !== "PUBLICATIONOBJ_TABLE",
    );
  return isWide ? [{ what: "UPDATE and DELETE fail on each published table without a primary key" }] : [];
}

function subscription({ node }: Pick<Statement, "node">): { what: string }[] {
  const drop = nodeOf(node, "DropSubscriptionStmt");
  if (drop !== undefined) return [{ what: `The changes that ${drop.subname ?? ""} brings stop` }];
  const alter = nodeOf(node, "AlterSubscriptionStmt");
  return alter?.kind !== undefined && stopping.includes(alter.kind)
    ? [{ what: `The subscription ${alter.subname ?? ""} stops, or misses changes` }]
    : [];
}

const stopping: readonly AlterSubscriptionType[] = [
  "ALTER_SUBSCRIPTION_CONNECTION",
  "ALTER_SUBSCRIPTION_SET_PUBLICATION",
  "ALTER_SUBSCRIPTION_DROP_PUBLICATION",
  "ALTER_SUBSCRIPTION_ENABLED",
  "ALTER_SUBSCRIPTION_SKIP",
];
