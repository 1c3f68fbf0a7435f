import { beforeEach, describe, expect, test } from "vitest";
import { json, type TestAnswer } from "../test/index.ts";
import { roadsterServer } from "../test/roadsters.ts";

const running = roadsterServer();

beforeEach(async () => {
  await running.orm.em.fork().execute(`truncate roadsters, homelands restart identity`);
});

const roads = [
  ["REST", "/api/v1/roadsters", (answer: TestAnswer) => json<{ detail: string }>(answer).detail],
  [
    "tRPC",
    "/trpc/roadster.create",
    (answer: TestAnswer) => json<{ error: { message: string } }>(answer).error.message,
  ],
] as const;

describe.each(roads)("a body by %s", (_name, path, messageIn) => {
  const post = (body: string | Buffer, headers: Record<string, string>) =>
    running.send({ method: "POST", path, headers, body });
  const stored = async () =>
    (await running.orm.em.fork().execute<{ name: string }[]>("select name from roadsters")).map(
      ({ name }) => name,
    );

  test.each(["iso-8859-1", "utf-16", "utf-16le", "us-ascii", "no-such-charset"])(
    "in the charset %s is 415 and stores nothing",
    async (charset) => {
      for (const type of [`application/json; charset=${charset}`, `application/json;charset="${charset}"`]) {
        const answer = await post(Buffer.from('{"name":"Citro\u00ebn"}', "latin1"), { "content-type": type });
        expect(answer.status).toBe(415);
        expect(messageIn(answer)).toBe("Send the body in UTF-8, not in another charset.");
      }
      expect(await stored()).toEqual([]);
    },
  );

  test("that is not UTF-8 is 400 and stores nothing", async () => {
    for (const type of ["application/json", "application/json; charset=utf-8"]) {
      const answer = await post(Buffer.from('{"name":"Citro\u00ebn"}', "latin1"), { "content-type": type });
      expect(answer.status).toBe(400);
      expect(messageIn(answer)).toBe("The body is not valid UTF-8.");
    }
    expect(await stored()).toEqual([]);
  });

  test.each([
    "application/json; charset=utf-8",
    "application/json; charset=UTF-8",
    'application/json;charset="utf8"',
  ])("as %s is stored as it was sent", async (type) => {
    expect((await post('{"name":"Citro\u00ebn 🚗"}', { "content-type": type })).status).toBeLessThan(300);
    expect(await stored()).toEqual(["Citroën 🚗"]);
  });

  test("with half of a surrogate pair is 400 at its field and stores nothing", async () => {
    const answer = await post('{"name":"a\\ud800"}', { "content-type": "application/json" });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('"fields":{"name":["Remove the broken character');
    expect(await stored()).toEqual([]);
  });

  test("that is compressed is 415, and none of its bytes are in the answer", async () => {
    const answer = await post(Buffer.from([0x1f, 0x8b, 8, 0]), {
      "content-type": "application/json",
      "content-encoding": "gzip",
    });
    expect(answer.status).toBe(415);
    expect(messageIn(answer)).toBe("Send the body as it is, without a Content-Encoding.");
  });

  test("over 1 MiB is 413 in the form of the other errors", async () => {
    const answer = await post(`{"name":"${"x".repeat(1024 * 1024)}"}`, {
      "content-type": "application/json",
    });
    expect(answer.status).toBe(413);
    expect(messageIn(answer)).toBe("The body is larger than 1 MiB, which is the most that is read.");
  });

  test("that nests too deep is 400 and stores nothing", async () => {
    const nested = `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`;
    const answer = await post(`{"name":${nested}}`, { "content-type": "application/json" });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('"fields":{"name":[');
    expect(answer.body).not.toContain("call stack");
  });
});

test.each(["/api/v1/roadsters?name=%FF", "/trpc/roadster.list?input=%7B%22search%22%3A%22%FF%22%7D"])(
  "an address with escapes that are not UTF-8 is 400: %s",
  async (path) => {
    const answer = await running.send({ path });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain("have to be UTF-8");
  },
);

describe("a merge patch", () => {
  const send = (method: string, path: string) =>
    running.send({
      method,
      path,
      headers: { "content-type": "application/merge-patch+json", "if-match": "*" },
      body: '{"color":null}',
    });

  test("changes a record, and what takes it says so", async () => {
    await running.orm.em.fork().execute("insert into roadsters (name, color) values ('Saab', 'red')");
    const answer = await send("PATCH", "/api/v1/roadsters/1");
    expect(answer.status).toBe(200);
    expect(json(answer)).toMatchObject({ name: "Saab", color: null });
    const { headers } = await running.send({ method: "OPTIONS", path: "/api/v1/roadsters/1" });
    expect(headers["accept-patch"]).toBe("application/json, application/merge-patch+json");
  });

  test("creates none", async () => {
    expect((await send("POST", "/api/v1/roadsters")).status).toBe(415);
  });
});
