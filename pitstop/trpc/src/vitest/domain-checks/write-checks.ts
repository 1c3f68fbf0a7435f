import { kindOf } from "@pitstop/domain";
import { expect } from "vitest";
import type { Domain } from "../../crud/table.ts";
import type { DomainCheck, Input, Row, Subject } from "./subject.ts";

/** What answers say of an input: a decimal comes back with its places, a relation as the record that it leads to. */
function answerTo({ attributes, relations }: Domain, input: Input): Input {
  const answer: Input = {};
  for (const [name, schema] of Object.entries(attributes)) {
    const isRespelled = kindOf(schema) === "decimal" && input[name] !== null;
    answer[name] = isRespelled ? expect.any(String) : input[name];
  }
  for (const name of Object.keys(relations)) {
    const id = input[`${name}Id`];
    if (id !== undefined) answer[name] = expect.objectContaining({ id });
  }
  return answer;
}

export const writeChecks: readonly DomainCheck[] = [
  {
    title: "is created, read, changed and deleted with all its attributes and relations",
    run: async (subject) => {
      const { domain, procedures } = subject;
      const [bystander] = await subject.records(30);
      const first = await subject.input(31, { isFull: true });
      const created = await procedures.create.mutate(first);
      expect(created).toMatchObject({ ...answerTo(domain, first), version: 1 });
      expect(await procedures.byId.query({ id: created.id })).toEqual(created);

      const second = await subject.input(32, { isFull: true });
      const changed = await procedures.update.mutate({ id: created.id, version: 1, ...second });
      expect(changed).toMatchObject({ ...answerTo(domain, second), id: created.id, version: 2 });
      expect(await procedures.byId.query({ id: created.id })).toEqual(changed);

      expect(await procedures.delete.mutate({ id: created.id })).toEqual({ id: created.id });
      await isGone(subject, created);
      // Nobody else was touched.
      expect(await procedures.byId.query({ id: (bystander as Row).id })).toEqual(bystander);
      await subject.remove([bystander as Row]);
    },
  },
  {
    title: "keeps what an update doesn't name",
    run: async (subject) => {
      const { domain, procedures } = subject;
      for (const name of Object.keys(domain.attributes)) {
        const [before] = (await subject.records(33)) as [Row];
        const value = (await subject.input(34))[name];
        const changed = await procedures.update.mutate({ id: before.id, version: 1, [name]: value });
        const { [name]: _changed, version: _version, updatedAt: _updatedAt, ...others } = before;
        // What is retired goes with the attribute that has its values now, and is no part of the domain.
        const kept = Object.entries(others).filter(
          ([key]) => key in domain.attributes || key in domain.relations,
        );
        expect(changed, name).toMatchObject(Object.fromEntries(kept));
        expect(await procedures.byId.query({ id: before.id }), name).toEqual(changed);
        await subject.remove([before]);
      }
    },
  },
  {
    title: "is restored as it was, after a change and after it was deleted",
    run: async (subject) => {
      if (!subject.isLogged) return;
      const { procedures } = subject;
      const [first] = (await subject.records(41)) as [Row];
      const { id } = first;
      await procedures.update.mutate({ id, version: 1, ...(await subject.input(42, { isFull: true })) });
      const asItWas = { ...first, version: expect.any(Number), updatedAt: expect.any(String) };
      const restored = await procedures.restore.mutate({ id, to: 1, version: 2 });
      expect(restored).toEqual({ ...asItWas, version: 3 });
      await procedures.delete.mutate({ id });
      expect(await procedures.restore.mutate({ id })).toEqual({ ...asItWas, version: 4 });
      expect(await procedures.byId.query({ id })).toMatchObject({ id, version: 4 });
      await subject.remove([first]);
    },
  },
  {
    title: "may be without what is nullable",
    run: async (subject) => {
      const { domain, procedures, nullable } = subject;
      const relations = Object.entries(domain.relations).filter(([, relation]) => relation.nullable);
      const empty = {
        ...Object.fromEntries(nullable.map((name) => [name, null])),
        ...Object.fromEntries(relations.map(([name]) => [`${name}Id`, null])),
      };
      const answer = Object.fromEntries(
        [...nullable, ...relations.map(([name]) => name)].map((name) => [name, null]),
      );
      const [full] = (await subject.records(35)) as [Row];
      expect(await procedures.update.mutate({ id: full.id, version: 1, ...empty })).toMatchObject(answer);
      expect(await procedures.byId.query({ id: full.id })).toMatchObject(answer);
      // Left out, a nullable attribute is empty, unless it has a default.
      const required = await subject.input(36);
      for (const name of nullable) delete required[name];
      const bare = await procedures.create.mutate(required);
      const withoutDefault = nullable.filter(
        (name) => domain.attributes[name]?.safeParse(undefined).data === undefined,
      );
      for (const name of withoutDefault) expect(bare[name], name).toBe(null);
      await subject.remove([full, bare]);
    },
  },
  {
    title: "is neither overwritten nor deleted by a client that read an older version",
    run: async (subject) => {
      const { procedures } = subject;
      const [read] = (await subject.records(37)) as [Row];
      const changed = await procedures.update.mutate({
        id: read.id,
        version: 1,
        ...(await subject.input(38)),
      });
      const late = { id: read.id, version: 1, ...(await subject.input(39)) };
      const stale = { data: { code: "CONFLICT", reason: "stale" } };
      await expect(procedures.update.mutate(late)).rejects.toMatchObject(stale);
      await expect(procedures.delete.mutate({ id: read.id, version: 1 })).rejects.toMatchObject(stale);
      expect(await procedures.byId.query({ id: read.id })).toEqual(changed);
      expect(await procedures.delete.mutate({ id: read.id, version: changed.version })).toEqual({
        id: read.id,
      });
      await isGone(subject, read);
    },
  },
];

/** Whatever is asked of a record that is gone is answered with NOT_FOUND. */
async function isGone({ procedures }: Subject, { id }: Row): Promise<void> {
  const notFound = { data: { code: "NOT_FOUND" } };
  await expect(procedures.byId.query({ id })).rejects.toMatchObject(notFound);
  await expect(procedures.update.mutate({ id, version: 1 })).rejects.toMatchObject(notFound);
  await expect(procedures.delete.mutate({ id })).rejects.toMatchObject(notFound);
}
