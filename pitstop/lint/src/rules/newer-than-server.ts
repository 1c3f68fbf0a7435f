import { newerFeatures } from "../newer-features.ts";
import { rule } from "../rule.ts";
import { assumedServerVersion } from "../server-version.ts";

export default rule({
  id: "newer-than-server",
  level: "error",
  finds: "what the server's version doesn't know yet, where the version is stated",
  instead: "a form that the version has, or a newer server first",
  why: "The linter reads PostgreSQL 18's grammar. An older server refuses what came later, and the migration fails.",
  sources: ["https://www.postgresql.org/docs/release/"],
  find: ({ node }, { serverVersion }) =>
    // Nothing states the version: it may be a newer one.
    serverVersion === assumedServerVersion
      ? []
      : newerFeatures
          .filter(({ since, isIn }) => serverVersion.major < since && isIn(node))
          .map(({ what, since }) => ({ what, since, major: serverVersion.major, table: null, lock: null })),
  explain: ({ what, since, major }) =>
    `${what} fails on PostgreSQL ${major}, which doesn't know it: it is new in PostgreSQL ${since}.`,
  rewrite: ({ what, since, major }) =>
    `-- ${what}: write what PostgreSQL ${major} knows, or upgrade to ${since} first.`,
});
