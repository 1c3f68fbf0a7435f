import { expect } from "vitest";
import type { DomainCheck, Row } from "./subject.ts";

export const refusalChecks: readonly DomainCheck[] = [
  {
    title: "is refused with values of another type, with what it doesn't know, and without what it needs",
    run: async (subject) => {
      const { domain, procedures } = subject;
      const input = await subject.input(61);
      const { count } = await procedures.count.query({});
      const wrong = Object.keys(input).filter(
        (name) => domain.attributes[name]?.safeParse({}).success !== true,
      );
      const [row] = (await subject.records(62)) as [Row];
      for (const name of wrong) {
        const refused = { data: { code: "BAD_REQUEST", fields: { [name]: expect.any(Array) } } };
        await expect(procedures.create.mutate({ ...input, [name]: {} }), name).rejects.toMatchObject(refused);
        const update = { id: row.id, version: 1, [name]: {} };
        await expect(procedures.update.mutate(update), name).rejects.toMatchObject(refused);
      }
      await expect(procedures.create.mutate({ ...input, noSuchAttribute: 1 })).rejects.toMatchObject({
        data: { code: "BAD_REQUEST" },
      });
      for (const name of subject.required) {
        const { [name]: _missing, ...incomplete } = input;
        await expect(procedures.create.mutate(incomplete), name).rejects.toMatchObject({
          data: { code: "BAD_REQUEST", fields: { [name]: expect.any(Array) } },
        });
      }
      expect(await procedures.byId.query({ id: row.id })).toEqual(row);
      await subject.remove([row]);
      expect((await procedures.count.query({})).count).toBe(count);
    },
  },
  {
    title: "is refused where another one has its unique value",
    run: async (subject) => {
      const { procedures } = subject;
      const [first, second] = (await subject.records(63, 64)) as [Row, Row];
      for (const name of subject.unique.filter((attribute) => first[attribute] != null)) {
        const refused = {
          data: { code: "CONFLICT", reason: "unique", fields: { [name]: expect.any(Array) } },
        };
        const third = { ...(await subject.input(65)), [name]: first[name] };
        await expect(procedures.create.mutate(third), name).rejects.toMatchObject(refused);
        const update = { id: second.id, version: 1, [name]: first[name] };
        await expect(procedures.update.mutate(update), name).rejects.toMatchObject(refused);
        expect(await procedures.byId.query({ id: second.id })).toEqual(second);
      }
      await subject.remove([first, second]);
    },
  },
];
