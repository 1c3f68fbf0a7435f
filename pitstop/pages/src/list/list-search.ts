import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, sortKeys } from "@pitstop/domain";
import { z } from "zod";
import type { Condition, Filter, Sort } from "../api.ts";
import type { Domain } from "../domains.ts";
import { inSentence } from "../words.ts";

/** What the address of a list may hold. Anybody can write one, so each part is read before it is believed. */
export interface ListSearch {
  search?: unknown;
  /** `name`, or `-name` for descending. */
  sort?: unknown;
  filter?: unknown;
  cursor?: unknown;
  /** `end` for pages that are counted from the last one. */
  from?: unknown;
  limit?: unknown;
  [other: string]: unknown;
}

export interface ListRequest {
  search: string | undefined;
  sort: Sort | undefined;
  filter: Filter | undefined;
  cursor: string | undefined;
  from: "end" | undefined;
  limit: number | undefined;
}

const parts = ["search", "sort", "filter", "cursor", "from", "limit"];
const MAX_SEARCH = 200;

/**
 * The request that an address asks for, and in sentences what it asks for in vain: an attribute may have gone since a
 * link was made. A list that left such a part out would show records as if they matched.
 */
export function readListSearch(domain: Domain, address: ListSearch) {
  const problems: string[] = [];
  const request: ListRequest = {
    search: readSearch(address.search, problems),
    sort: readSort(domain, address.sort, problems),
    filter: readFilter(domain, address.filter, problems),
    cursor: readText("cursor", address.cursor, problems),
    from: readFrom(address.from, problems),
    limit: readLimit(address.limit, problems),
  };
  for (const other of Object.keys(address)) {
    if (!parts.includes(other)) problems.push(`A list is not asked for “${other}”.`);
  }
  return { request, problems };
}

/** The address of a request, without what was asked for in vain. */
export const addressOf = ({ sort, limit, ...request }: ListRequest): ListSearch => ({
  ...request,
  limit: limit && String(limit),
  sort: sort && `${sort.direction === "desc" ? "-" : ""}${sort.by}`,
});

function readText(part: string, value: unknown, problems: string[]): string | undefined {
  if (value === undefined || value === "") return undefined;
  if (typeof value === "string") return value;
  problems.push(`The ${part} ${JSON.stringify(value)} can't be read.`);
  return undefined;
}

function readFrom(value: unknown, problems: string[]): "end" | undefined {
  if (value === undefined || value === "end") return value;
  problems.push(`Pages are counted from the end or not, not from ${JSON.stringify(value)}.`);
  return undefined;
}

/** How many rows a page can be asked for. */
export const PAGE_SIZES = [10, DEFAULT_PAGE_SIZE, 50, MAX_PAGE_SIZE];

function readLimit(value: unknown, problems: string[]): number | undefined {
  if (value === undefined) return undefined;
  const size = PAGE_SIZES.find((one) => String(one) === value);
  if (size === undefined)
    problems.push(`A page has ${PAGE_SIZES.join(", ")} rows, not ${JSON.stringify(value)}.`);
  return size === DEFAULT_PAGE_SIZE ? undefined : size;
}

function readSearch(value: unknown, problems: string[]): string | undefined {
  const text = readText("search", value, problems);
  if (text === undefined || text.length <= MAX_SEARCH) return text;
  problems.push(`The search has ${text.length} characters; it can have up to ${MAX_SEARCH}.`);
  return undefined;
}

function readSort(domain: Domain, value: unknown, problems: string[]): Sort | undefined {
  const text = readText("order", value, problems);
  if (text === undefined) return undefined;
  const by = text.replace(/^-/, "");
  if (sortKeys(domain.attributes).includes(by)) {
    return { by, direction: text.startsWith("-") ? "desc" : "asc" };
  }
  problems.push(`${domain.label.many} can't be sorted by “${by}”.`);
  return undefined;
}

const Conditions = z.record(z.string(), z.record(z.string(), z.unknown()));

function readFilter(domain: Domain, value: unknown, problems: string[]): Filter | undefined {
  if (value === undefined) return undefined;
  const read = Conditions.safeParse(value);
  if (!read.success) {
    problems.push(`The filter ${JSON.stringify(value)} can't be read.`);
    return undefined;
  }
  const filter: Filter = {};
  for (const [key, condition] of Object.entries(read.data)) {
    const understood = readCondition(domain, key, condition, problems);
    if (Object.keys(understood).length > 0) filter[key] = understood;
  }
  return Object.keys(filter).length > 0 ? filter : undefined;
}

function readCondition(domain: Domain, key: string, condition: Condition, problems: string[]): Condition {
  const understood: Condition = {};
  if (!domain.count.safeParse({ filter: { [key]: {} } }).success) {
    problems.push(`${domain.label.many} have no “${key}”.`);
    return understood;
  }
  for (const [operator, operand] of Object.entries(condition)) {
    const { error } = domain.count.safeParse({ filter: { [key]: { [operator]: operand } } });
    if (error) problems.push(refusal(domain, error, key, operator, operand));
    else understood[operator] = operand;
  }
  return understood;
}

function refusal(domain: Domain, error: z.ZodError, key: string, operator: string, operand: unknown): string {
  if (error.issues.some(({ code }) => code === "unrecognized_keys"))
    return `“${key}” of ${inSentence(domain.label.many)} has no filter “${operator}”.`;
  return `“${key}” of ${inSentence(domain.label.many)} can't be filtered by ${operator} ${JSON.stringify(operand)}.`;
}
