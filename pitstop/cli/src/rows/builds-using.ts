import { literal } from "@pitstop/migrator/recipes";
import type { RowsQuery } from "../plan.ts";

/**
 * The client builds that still use an attribute or a relation, or call a domain at all. Servers count them from the
 * moment on that it is deprecated, for as long as the database keeps it, under the name that the domain has then:
 * `formerly` are those that it had before.
 */
export function buildsUsing(
  { domain, formerly = [] }: { readonly domain: string; readonly formerly?: readonly string[] },
  attribute = "",
): RowsQuery {
  const names = [domain, ...formerly].map(literal).join(", ");
  const name = attribute === "" ? domain : `${domain}.${attribute}`;
  return {
    text: { one: `client build still uses ${name}`, many: `client builds still use ${name}` },
    sql: `select build as id, build || ', last on ' || to_char(max(last_at) at time zone 'UTC', 'YYYY-MM-DD') as value from pitstop.client_use where domain in (${names}) and attribute = ${literal(attribute)} group by build`,
    isNamed: true,
  };
}
