import { once } from "node:events";
import { connect } from "node:net";
import { MAX_BATCH_SIZE } from "@pitstop/trpc";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { json, mutation, query, until } from "../test/index.ts";
import { roadsterServer, spawnRoadsterServer, startRoadsterServer } from "../test/roadsters.ts";
import { BODY_LIMIT } from "./server.ts";

const running = roadsterServer();

beforeEach(async () => {
  await running.orm.em.fork().execute(`truncate roadsters, homelands restart identity`);
});

const countRoadsters = async () => {
  const [row] = await running.orm.em
    .fork()
    .execute<{ count: number }[]>(`select count(*)::int from roadsters`);
  return row?.count;
};

interface Failure {
  error: { message: string; data: { code: string; requestId?: string } };
}

/** A batch that creates this many roadsters. */
const creations = (count: number, path = Array(count).fill("roadster.create").join(",")) =>
  mutation(
    `${path}?batch=1`,
    Object.fromEntries(Array.from({ length: count }, (_, index) => [index, { name: `Roadster ${index}` }])),
  );

describe("a batch", () => {
  test.each([1, 2, MAX_BATCH_SIZE])("of %i calls is answered call by call", async (count) => {
    const answer = await running.send(creations(count));
    expect(answer.status).toBe(200);
    const names = json<{ result: { data: { name: string } } }[]>(answer).map(
      ({ result }) => result.data.name,
    );
    expect(names).toEqual(Array.from({ length: count }, (_, index) => `Roadster ${index}`));
    expect(await countRoadsters()).toBe(count);
  });

  test.each([MAX_BATCH_SIZE + 1, 1_000])("of %i calls is refused, and none is run", async (count) => {
    const answer = await running.send(creations(count));
    expect(answer.status).toBe(400);
    expect(json<Failure>(answer).error.message).toBe("Batch call exceeds maximum size");
    expect(await countRoadsters()).toBe(0);
  });

  test.each([
    [",".repeat(MAX_BATCH_SIZE)],
    [`roadster.create${",".repeat(MAX_BATCH_SIZE)}`],
    [`${",".repeat(999)}roadster.create`],
    [`roadster.create${"%2C".repeat(MAX_BATCH_SIZE)}`],
  ])("cannot hide its size behind empty paths: %s", async (path) => {
    const answer = await running.send(creations(1, path));
    expect(answer.status).toBe(400);
    expect(await countRoadsters()).toBe(0);
  });

  test("without the parameter for batches is one call with a strange name", async () => {
    const answer = await running.send(mutation("roadster.create,roadster.create", { name: "Saab" }));
    expect(answer.status).toBe(404);
    expect(await countRoadsters()).toBe(0);
  });

  test("answers each call for itself: one that fails stops no other", async () => {
    const path = "roadster.list,roadster.byId,homeland.list";
    const answer = await running.send(
      query(`${path}?batch=1&input=${JSON.stringify({ 0: {}, 1: { id: 9 }, 2: {} })}`),
    );
    expect(answer.status).toBe(207);
    expect(json<object[]>(answer).map((part) => Object.keys(part))).toEqual([
      ["result"],
      ["error"],
      ["result"],
    ]);
  });

  test("may have a path as long as addresses can be", async () => {
    const path = Array(MAX_BATCH_SIZE).fill("roadster.list").join(",");
    expect((await running.send(query(`${path}?batch=1`))).status).toBe(400); // each misses its input
    const long = await running.send(query("x".repeat(15_000)));
    expect(long.status).toBe(404);
    expect(json<Failure>(long).error.data.code).toBe("NOT_FOUND"); // of tRPC, not of a route
  });
});

describe("a body", () => {
  const createWithBody = (length: number) => {
    const input = JSON.stringify({ name: "Saab", color: "" });
    return {
      ...mutation("roadster.create", {}),
      body: input.replace(`""`, `"${"x".repeat(length - input.length)}"`),
    };
  };

  test("of 1 MiB is read", async () => {
    const answer = await running.send(createWithBody(BODY_LIMIT));
    expect(answer.status).toBe(400);
    expect(answer.body).toContain("color");
  });

  test("over 1 MiB is refused by what it says of its length, unread", async () => {
    const socket = connect(running.port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    socket.write(
      `POST /trpc/roadster.create HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${BODY_LIMIT + 1}\r\n\r\n`,
    );
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1.1 413 /);
  });

  test("over 1 MiB is refused when it does not tell its length", async () => {
    const { body, ...request } = createWithBody(BODY_LIMIT + 1);
    const response = await fetch(`http://127.0.0.1:${running.port}${request.path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: new Blob([body]).stream(),
      duplex: "half",
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { data: { code: "PAYLOAD_TOO_LARGE" } } });
    expect(await countRoadsters()).toBe(0);
  });
});

test("answers are kept by nobody and are what they say", async () => {
  const requests = [
    query("roadster.list", {}),
    query("roadster.list,roadster.count?batch=1"),
    query("roadster.unknown"),
    mutation("roadster.create", { name: "Saab" }),
    mutation("roadster.create", {}, { "sec-fetch-site": "cross-site" }),
  ];
  for (const request of requests) {
    const { headers } = await running.send(request);
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-type"]).toMatch(/^application\/json/);
  }
});

describe("an error of ours tells callers nothing but a request id, which stands in the log with the rest", () => {
  const breakages: [string, string, string][] = [
    [
      "a table that is not there",
      `alter table roadsters rename to roadsters_elsewhere`,
      "roadsters_elsewhere",
    ],
    [
      "a broken trigger that speaks of what is stored",
      `create function broken() returns trigger language plpgsql as
         $$ begin raise exception 'pin 4711 of %', new.name using errcode = 'XX000'; end $$;
       create trigger broken before insert on roadsters for each row execute function broken()`,
      "pin 4711",
    ],
  ];

  // With NODE_ENV unset, as most people run it, tRPC would send stacks.
  test.each(breakages)("%s", async (_name, sql) => {
    const broken = await startRoadsterServer();
    onTestFinished(broken.close);
    const server = await spawnRoadsterServer({ DATABASE_URL: broken.databaseUrl });
    await broken.orm.em.fork().execute(sql);
    const batch = mutation("roadster.create,roadster.create?batch=1", {
      0: { name: "Saab" },
      1: { name: "Volvo" },
    });
    for (const request of [mutation("roadster.create", { name: "Saab" }), batch]) {
      const answer = await server.send(request);
      expect(answer.status).toBe(500);
      const failures = [json<Failure | Failure[]>(answer)].flat();
      for (const { error } of failures) {
        expect(error).toEqual({
          message:
            "Something went wrong on the server. Nothing was changed; try again, and report the request id if it stays.",
          code: -32603,
          data: {
            code: "INTERNAL_SERVER_ERROR",
            httpStatus: 500,
            path: "roadster.create",
            requestId: answer.headers["x-request-id"],
          },
        });
      }
      const { requestId = "none" } = failures[0]?.error.data ?? {};
      const logged = () =>
        server
          .output()
          .split("\n")
          .find((line) => line.includes(requestId) && line.includes("a call failed"));
      await until(() => logged() !== undefined);
      expect(logged()).toMatch(/relation \\"roadsters\\" does not exist|PostgreSQL XX000/);
      expect(logged()).not.toMatch(/4711|Saab|Volvo/);
    }
  });

  test("a caller's own mistake is not logged as one of ours", async () => {
    const server = await spawnRoadsterServer({ DATABASE_URL: running.databaseUrl });
    expect((await server.send(query("roadster.byId", { id: 4711 }))).status).toBe(404);
    expect((await server.send(query("roadster.byId", { id: "x" }))).status).toBe(400);
    server.process.kill("SIGTERM");
    await server.ended;
    expect(server.output()).not.toContain(`"level":50`);
  });
});
