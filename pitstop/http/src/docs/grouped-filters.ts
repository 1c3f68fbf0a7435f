import { filterConditions, type RestOperation } from "@pitstop/trpc/rest";
import type { Document } from "./documents.ts";

type Paths = Document["paths"];
type Operation = NonNullable<NonNullable<Paths[string]>[string]>;

/**
 * The document with one parameter for each attribute that records are filtered by: it names the other conditions, and
 * the operation says what they mean. Programs get each of them; nobody reads the 130 of a domain of 25 attributes.
 */
export function withGroupedFilters(document: Document, operations: readonly RestOperation[]): Document {
  const paths: Paths = { ...document.paths };
  for (const operation of operations) {
    const method = operation.method.toLowerCase();
    const whole = paths[operation.path]?.[method];
    const filters = filtersOf(operation);
    if (whole && filters.size > 0) {
      paths[operation.path] = { ...paths[operation.path], [method]: grouped(whole, filters) };
    }
  }
  return { ...document, paths };
}

/** Of which attribute a query parameter is which condition. */
interface AttributeCondition {
  attribute: string;
  condition: string;
}

/** The filters of an operation, by the name of their parameter. */
function filtersOf({ parameters }: RestOperation): ReadonlyMap<string, AttributeCondition> {
  const filters = [...parameters].flatMap(([name, { path }]) => {
    const [place, attribute, condition] = path;
    const isFilter = place === "filter" && attribute !== undefined && condition !== undefined;
    return isFilter ? [[name, { attribute, condition }] as const] : [];
  });
  return new Map(filters);
}

function grouped(operation: Operation, filters: ReadonlyMap<string, AttributeCondition>): Operation {
  const leading = new Set<string>();
  const parameters = operation.parameters.flatMap((parameter) => {
    const filter = parameter.in === "query" ? filters.get(parameter.name) : undefined;
    if (!filter) return [parameter];
    if (leading.has(filter.attribute)) return [];
    leading.add(filter.attribute);
    const others = [...filters.values()].filter(
      (other) => other.attribute === filter.attribute && other.condition !== filter.condition,
    );
    if (others.length === 0) return [parameter];
    const also = `Also ${others.map(({ condition }) => `\`.${condition}\``).join(", ")}.`;
    return [{ ...parameter, description: [parameter.description, also].filter(Boolean).join(" ") }];
  });
  return { ...operation, parameters, description: `${operation.description}\n\n${grammarOf(filters)}` };
}

/** What each condition means, once for all attributes. */
function grammarOf(filters: ReadonlyMap<string, AttributeCondition>): string {
  const used = new Set([...filters.values()].map(({ condition }) => condition));
  const lines = Object.entries(filterConditions)
    .filter(([condition]) => used.has(condition))
    .map(([condition, sentence]) => `- \`${nameOf(condition)}\`: ${sentence("The value")}`);
  return `**Filters** are attributes with a condition; all that are given must hold.\n\n${lines.join("\n")}`;
}

const nameOf = (condition: string): string =>
  condition === "equals" ? "attribute" : `attribute.${condition}`;
