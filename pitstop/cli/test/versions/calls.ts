// The calls of a client that uses all that its version knows of a domain, by tRPC and by REST.
import type { Rules } from "../../src/attribute-types/attribute.ts";
import type { AttributeType } from "../../src/attribute-types/attribute-type.ts";
import type { Answered, Call } from "./replay.ts";

/** A domain that is called: its names, and what it asks of every new record. */
export interface DomainCalls {
  readonly name: string;
  readonly plural: string;
  readonly required: Readonly<Record<string, unknown>>;
  /** The keys of its relations, and ids that they may have. */
  readonly relations?: Readonly<Record<string, readonly number[]>>;
}

/** An attribute with values for it. */
export interface AttributeCalls {
  readonly name: string;
  readonly type: AttributeType;
  readonly rules: Rules;
}

type Ask = (call: Call) => Promise<Answered>;

/** Makes all of them, reads before writes. */
export async function callsOf(
  domain: DomainCalls,
  attributes: readonly AttributeCalls[],
  ask: Ask,
): Promise<void> {
  const api = apiOf(domain, ask);
  await api.list({});
  await api.list({ search: "e" });
  await api.list({ search: "gauge 1" });
  for (const attribute of attributes) await readsOf(attribute, api, ask, domain);
  for (const [key, ids] of Object.entries(domain.relations ?? {})) {
    for (const wanted of [{ equals: ids[0] }, { in: ids }, { isNull: true }, { isNull: false }, { from: 1 }])
      await api.found({ [key]: wanted });
  }
  await refusedReads(api, ask, domain);
  for (const attribute of attributes) await writesOf(attribute, api, domain);
  for (const [key, ids] of Object.entries(domain.relations ?? {}))
    await relationWrites(key, ids, api, domain);
  await refusedWrites(api, ask, domain);
  await pages(api, { by: "id", direction: "desc" });
}

type Api = ReturnType<typeof apiOf>;

function apiOf({ name, plural }: DomainCalls, ask: Ask) {
  const query = (procedure: string, input: unknown) =>
    ask({
      method: "GET",
      path: `/trpc/${name}.${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`,
    });
  const mutate = (procedure: string, body: unknown) =>
    ask({ method: "POST", path: `/trpc/${name}.${procedure}`, body });
  const rest = `/api/v1/${plural}`;
  return {
    rest,
    list: (input: object) => query("list", { limit: 4, ...input }),
    /** Which records a filter finds, and how many. */
    async found(filter: object) {
      await query("list", { limit: 4, filter });
      await query("count", { filter });
    },
    byId: (id: unknown) => query("byId", { id }),
    create: (input: unknown) => mutate("create", input),
    update: (input: unknown) => mutate("update", input),
    delete: (input: unknown) => mutate("delete", input),
  };
}

async function readsOf(
  { name, type, rules }: AttributeCalls,
  api: Api,
  ask: Ask,
  domain: DomainCalls,
): Promise<void> {
  const [one, other] = [type.example(rules, 3), type.example(rules, 7)];
  const conditions = [
    { equals: one },
    { in: [one, other] },
    { from: one },
    { to: other },
    { from: one, to: other },
    { contains: "e" },
    { isNull: true },
    { isNull: false, equals: other },
    ...type.refused(rules).map((refused) => ({ equals: refused })),
  ];
  for (const wanted of conditions) await api.found({ [name]: wanted });
  for (const direction of ["asc", "desc"] as const) await pages(api, { by: name, direction });
  const plain = encodeURIComponent(String(one));
  for (const query of [
    `${name}=${plain}`,
    `${name}.in=${plain}`,
    `${name}.from=${plain}`,
    `${name}.isNull=true`,
  ])
    await ask({ method: "GET", path: `${api.rest}?limit=3&${query}` });
  await ask({ method: "GET", path: `${api.rest}?limit=3&sort=-${name}` });
  await ask({ method: "GET", path: `${api.rest}/count?${name}=${plain}` });
  await ask({ method: "GET", path: `/api/v1/${domain.plural}?${name}.nothing=1` });
}

/** Three pages there and one back. */
async function pages(api: Api, sort: { by: string; direction: "asc" | "desc" }): Promise<void> {
  let cursor: string | null = null;
  for (let page = 1; page <= 3; page++) {
    const { status, body } = await api.list({ sort, ...(cursor !== null && { cursor }) });
    if (status !== 200) return;
    const { data } = (
      JSON.parse(body) as { result: { data: Record<"nextCursor" | "previousCursor", string | null> } }
    ).result;
    if (page === 3 && data.previousCursor !== null) await api.list({ cursor: data.previousCursor });
    cursor = data.nextCursor;
    if (cursor === null) return;
  }
  await api.list({ cursor, sort: { by: "name" } });
}

async function writesOf({ name, type, rules }: AttributeCalls, api: Api, domain: DomainCalls): Promise<void> {
  const { required } = domain;
  for (const value of [type.example(rules, 5), ...type.edges(rules), null, ...type.refused(rules)]) {
    const { status, body } = await api.create({ ...required, [name]: value });
    if (status !== 200) continue;
    const { id, version } = recordIn(body);
    await api.byId(id);
    await api.found({ id: { equals: id }, ...(value !== null && { [name]: { equals: value } }) });
    await api.update({ id, version, [name]: type.example(rules, 9) });
    await api.update({ id, version, [name]: null });
    await api.update({ id, version: version + 1, [name]: null });
    await api.update({ id, version: version + 2, [name]: value });
  }
}

async function relationWrites(
  key: string,
  ids: readonly number[],
  api: Api,
  { required }: DomainCalls,
): Promise<void> {
  for (const value of [...ids, null, 999_999, "1"]) {
    const { status, body } = await api.create({ ...required, [key]: value });
    if (status !== 200) continue;
    const { id, version } = recordIn(body);
    await api.byId(id);
    await api.update({ id, version, [key]: ids[0] });
    await api.update({ id, version: version + 1, [key]: 999_999 });
    await api.update({ id, version: version + 1, [key]: null });
  }
}

/** What is wrong with it every version says alike, in the client's own names. */
async function refusedReads(api: Api, ask: Ask, { plural }: DomainCalls): Promise<void> {
  for (const input of [
    { nothing: 1 },
    { filter: { nothing: { equals: 1 } } },
    { filter: { name: { nothing: 1 } } },
    { filter: { name: { equals: 5 } } },
    { sort: { by: "nothing" } },
    { limit: 1000 },
    { cursor: "nothing" },
  ])
    await api.list(input);
  await api.byId(999_999);
  await api.byId("1");
  for (const path of [`${plural}/999999`, `${plural}?nothing=1`, `${plural}?sort=nothing`, `${plural}/x`])
    await ask({ method: "GET", path: `/api/v1/${path}` });
}

async function refusedWrites(api: Api, ask: Ask, { required }: DomainCalls): Promise<void> {
  for (const input of [
    {},
    { ...required, name: 5 },
    { ...required, nothing: 1 },
    { ...required, name: "" },
    5,
  ])
    await api.create(input);
  const { id, version } = recordIn((await api.create({ ...required, name: "Another" })).body);
  for (const input of [
    { id, version, nothing: 1 },
    { id, version, name: 5 },
    { id, version: 99, name: "x" },
  ])
    await api.update(input);
  await ask({ method: "PATCH", path: `${api.rest}/${id}`, body: { name: "By REST", version } });
  await ask({ method: "PATCH", path: `${api.rest}/${id}`, body: { name: "By REST", version } });
  await ask({ method: "PATCH", path: `${api.rest}/${id}`, body: { nothing: 1, version: version + 1 } });
  await ask({ method: "GET", path: `${api.rest}/${id}` });
  await api.delete({ id, version });
  await ask({ method: "DELETE", path: `${api.rest}/${id}` });
  await ask({ method: "DELETE", path: `${api.rest}/${id}` });
  await api.delete({ id });
  // Others may refer to it.
  await api.delete({ id: 1 });
  await ask({ method: "DELETE", path: `${api.rest}/2` });
  await ask({ method: "POST", path: api.rest, body: required });
  await ask({ method: "POST", path: api.rest, body: { ...required, nothing: 1 } });
}

const recordIn = (body: string): { id: number; version: number } =>
  (JSON.parse(body) as { result: { data: { id: number; version: number } } }).result.data;
