import { rule } from "../rule.ts";

export default rule({
  id: "non-linear-history",
  level: "warning",
  finds: "a migration that sorts before an applied one",
  instead: "rename it to sort last",
  why: "A migration whose name sorts before an applied one runs in a different order here than on a new database.",
  sources: ["Atlas (non-linear history), graphile-migrate, Prisma"],
  find({ index }, { history }) {
    if (index > 0 || history === undefined || history.applied.some(({ name }) => name === history.name))
      return [];
    const later = history.applied.find(({ name }) => name > history.name);
    return later === undefined ? [] : [{ own: history.name, later: later.name, table: null, lock: null }];
  },
  explain: ({ own, later }) =>
    `${own} sorts before ${later}, which is applied already: here it runs after it, on a new database before it, and the two may differ.`,
  rewrite: ({ own, later }) => `-- Rename ${own} so that it sorts behind ${later}.`,
});
