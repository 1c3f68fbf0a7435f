import { restOperations } from "@pitstop/trpc/rest";
import { api, servedApi } from "@pitstop/trpc/test/application";
import { createMadeUpTable, madeUpDomains, madeUpRouter } from "@pitstop/trpc/test/made-up-domain";
import { describe, expect, onTestFinished, test } from "vitest";
import { roadsterNames } from "../test/club-plugin.ts";
import { json, mutation, query, startServer } from "../test/index.ts";
import { startRoadsterServer } from "../test/roadsters.ts";

describe("an application's own", () => {
  test("REST routes answer beside the API, with its database, headers and request ids", async () => {
    const server = await startRoadsterServer({ own: { plugins: [roadsterNames] } });
    onTestFinished(server.close);
    await server.send(mutation("roadster.create", { name: "Saab", color: null }));
    await server.send(mutation("roadster.create", { name: "Audi", color: null }));
    const answer = await server.send({ path: "/api/roadster-names" });
    expect([answer.status, answer.body]).toEqual([200, "Audi\nSaab"]);
    expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    expect((await server.send(query("roadster.list", {}))).status).toBe(200);
  });

  test("router is served by tRPC and by REST, and its procedures are in the document", async () => {
    const server = await startServer({
      prepare: createMadeUpTable,
      own: {
        api: {
          ...servedApi(),
          router: madeUpRouter,
          operations: restOperations(madeUpRouter, madeUpDomains, api.evolutions),
        },
      },
    });
    onTestFinished(server.close);
    expect(json(await server.send(query("harbour.isOpen")))).toEqual({ result: { data: true } });
    expect((await server.send({ path: "/api/v1/harbour/is-open" })).body).toBe("true");
    const { paths } = json<{ paths: object }>(await server.send({ path: "/openapi.json" }));
    expect(Object.keys(paths)).toContain("/api/v1/harbour/is-open");
  });

  test("title is that of the API page and of the document", async () => {
    const server = await startServer({ own: { title: "Tom & Jerry <3" } });
    onTestFinished(server.close);
    const { body } = await server.send({ path: "/docs" });
    expect(body).toContain("<title>API · Tom &amp; Jerry &lt;3</title>");
    expect(body).not.toContain("Pitstop");
    const { info } = json<{ info: { title: string } }>(await server.send({ path: "/openapi.json" }));
    expect(info.title).toBe("Tom & Jerry <3");
  });

  test("contract's changes are listed in the document", async () => {
    const version = (contract: string, domains: object) => ({ contract, domains: { ...domains } });
    const boat = {
      table: "boats",
      plural: "boats",
      label: { one: "Boat", many: "Boats" },
      attributes: { name: "name" },
      relations: {},
    };
    const server = await startServer({
      own: {
        api: {
          ...servedApi(),
          definition: {
            ...api.definition,
            history: {
              versions: [version("a1", {}), version("b2", { boat: "boat" })],
              surfaces: { boat },
            },
          },
        },
      },
    });
    onTestFinished(server.close);
    const { info } = json<{ info: { description: string } }>(await server.send({ path: "/openapi.json" }));
    expect(info.description).toContain("# Changes");
    expect(info.description).toContain("- `b2`: **Boats** added");
  });

  test("hooks are called before the first request and after the last one", async () => {
    const calls: string[] = [];
    const server = await startServer({
      own: {
        beforeListening: async (_server, orm) => {
          await orm.em.fork().execute("create table visits (at timestamptz not null default now())");
          calls.push("before listening");
        },
        onClose: async (orm) => {
          const [row] = await orm.em
            .fork()
            .execute<{ count: number }[]>("select count(*)::int as count from visits");
          calls.push(`closed with ${row?.count} visits`);
        },
      },
    });
    expect(calls).toEqual(["before listening"]);
    await server.orm.em.fork().execute("insert into visits default values");
    await server.close();
    expect(calls).toEqual(["before listening", "closed with 1 visits"]);
  });
});
