import { deepStrictEqual } from "node:assert/strict";
import { type Candidate, limit } from "./candidates.ts";
import type { LoadRequest } from "./load.ts";

type Running = ReadonlyMap<Candidate, { url: string }>;

/**
 * Makes sure that all candidates do the same work: the same page and the same car, field by field, and a created car
 * of the same form. Cursors are everybody's own.
 */
export async function checkSameAnswers(running: Running): Promise<void> {
  const expected = await answersOf(running, limit);
  for (const candidate of running.keys()) {
    deepStrictEqual(
      await answersOf(running, candidate),
      expected,
      `${candidate.name} answers something else.`,
    );
  }
}

async function answersOf(running: Running, candidate: Candidate) {
  const ask = (request: LoadRequest) => dataOf(running.get(candidate)?.url ?? "", request);
  const { items } = await ask(candidate.list);
  const one = await ask(candidate.byId(17));
  const created = await ask(candidate.create({ name: "Same", color: "red", categoryId: 7 }));
  const { id, createdAt, updatedAt, ...rest } = created;
  return { items, one, created: rest, types: [typeof id, typeof createdAt, typeof updatedAt] };
}

async function dataOf(url: string, { method, path, body }: LoadRequest): Promise<Record<string, unknown>> {
  const response = await fetch(url + path, {
    method,
    ...(body !== undefined && { body, headers: { "content-type": "application/json" } }),
  });
  const answer = (await response.json()) as Record<string, unknown> & {
    result?: { data: Record<string, unknown> }; // where tRPC puts it
  };
  return answer.result?.data ?? answer;
}
