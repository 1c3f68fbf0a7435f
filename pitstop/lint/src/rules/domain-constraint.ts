import { columnTypeOf, typeText } from "../column-type.ts";
import { validatedDomain } from "../domains.ts";
import type { Level } from "../finding.ts";
import { keyOf } from "../known.ts";
import { literal } from "../quote.ts";
import { rule } from "../rule.ts";
import type { Statement } from "../statement.ts";
import { nodesOf, words } from "../syntax-node.ts";
import { quotedTable, tableNameFrom } from "../table-name.ts";

export default rule({
  id: "domain-constraint",
  level: "error",
  costs: ["scan"],
  finds: "a constraint of a domain; a warning where the domain is created",
  instead: "a constraint on the table",
  why: "A constraint of a domain is verified in every table that uses it, and changing it later always blocks.",
  sources: [
    "https://www.postgresql.org/docs/18/sql-alterdomain.html",
    "squawk ban-create-domain-with-constraint, adding-domain-constraint",
  ],
  find: (statement, known) =>
    constrained(statement)
      .filter(({ domain }) => !known.newDomains.has(domain))
      .map((found) => ({ ...found, table: null, lock: found.level === "error" ? ("SHARE" as const) : null })),
  explain: ({ domain, level }) =>
    level === "error"
      ? `Every table with a column of ${domain} is scanned, and every write to each of them waits (reads go on).`
      : `Changing the constraint of ${domain} later scans every table that uses it. A constraint on the table can be added and validated beside the traffic.`,
  rewrite: ({ domain, name, constraint, base }) =>
    base === undefined
      ? [
          "-- On each table that uses the domain:",
          `select format('alter table %s add constraint %I check (…) not valid', attrelid::regclass, attname) from pg_attribute where atttypid = ${literal(domain)}::regtype;`,
        ].join("\n")
      : `create domain ${quotedTable(name)} as ${base};\n-- The check${constraint} belongs on each table that uses it.`,
});

interface Constrained {
  readonly domain: string;
  readonly name: ReturnType<typeof tableNameFrom>;
  readonly constraint: string;
  /** The type below, where the domain is created. */
  readonly base: string | undefined;
  readonly level: Level;
}

function constrained({ node }: Statement): Constrained[] {
  if ("CreateDomainStmt" in node) {
    const { domainname, typeName, constraints } = node.CreateDomainStmt;
    const check = nodesOf(constraints, "Constraint").find(({ contype }) => contype === "CONSTR_CHECK");
    if (check === undefined) return [];
    const name = words(domainname);
    const constraint = check.conname === undefined ? "" : ` ${check.conname}`;
    return [
      {
        domain: keyOf(name),
        name: tableNameFrom(name),
        constraint,
        base: typeText(columnTypeOf(typeName)),
        level: "warning",
      },
    ];
  }
  if (!("AlterDomainStmt" in node)) return [];
  const domain = validatedDomain(node.AlterDomainStmt);
  const name = tableNameFrom(words(node.AlterDomainStmt.typeName));
  return domain === undefined ? [] : [{ domain, name, constraint: "", base: undefined, level: "error" }];
}
