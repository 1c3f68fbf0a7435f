import { optionalDefinition } from "./kind.ts";

/** The index that a table `c` is marked with: REINDEX CONCURRENTLY makes another of the same name. */
const marked = (what: string) => (mark: string) =>
  `(select format(' by index %s', ${what}) from pg_index i join pg_class o on o.oid = i.indexrelid where i.indrelid = c.oid and i.${mark})`;
export const named = marked("o.relname");
export const numbered = marked("o.oid");

/** The index by which CLUSTER orders `c`. */
export const clusteredBy = optionalDefinition(
  `${numbered("indisclustered")} is not null`,
  named("indisclustered"),
  numbered("indisclustered"),
);

/** The storage parameters of `c`, with those of what is stored apart. */
export const options = `coalesce(c.reloptions, '{}') || array(select 'toast.' || option
          from pg_class toast cross join unnest(toast.reloptions) option where toast.oid = c.reltoastrelid)`;

export const tablespace = "(select spcname from pg_tablespace where oid = c.reltablespace)";
