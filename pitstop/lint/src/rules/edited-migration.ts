import { rule } from "../rule.ts";

export default rule({
  id: "edited-migration",
  level: "error",
  finds: "a file that was edited after being applied",
  instead: "restore the file, and write a new migration",
  why: "A file that was edited after being applied no longer describes the database.",
  sources: ["Atlas, graphile-migrate, Prisma (checksums)"],
  find({ index }, { history }) {
    const applied = history?.applied.find(({ name }) => name === history.name);
    const isSame = applied?.checksum === undefined || applied.checksum === history?.checksum;
    return index > 0 || applied === undefined || isSame
      ? []
      : [{ own: applied.name, table: null, lock: null }];
  },
  explain: ({ own }) =>
    `${own} is applied, and was edited since: databases that have it and databases that get it now are not the same.`,
  rewrite: ({ own }) => `-- Put ${own} back as it was, and write the change as a new migration.`,
});
