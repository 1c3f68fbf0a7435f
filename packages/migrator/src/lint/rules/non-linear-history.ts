import { rule } from "../rule.ts";

/**
 * A migration whose name sorts before one that is applied runs in another order here than on a new database.
 * Source: Atlas (non-linear history), graphile-migrate, Prisma
 */
export default rule({
  id: "non-linear-history",
  level: "warning",
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
