import { expect, test } from "vitest";
import { mutation, query } from "../test/index.ts";
import { roadsterServer, spawnRoadsterServer } from "../test/roadsters.ts";

const running = roadsterServer();

test("the log holds no value of a caller, whatever becomes of the call", async () => {
  const server = await spawnRoadsterServer({ DATABASE_URL: running.databaseUrl, LOG_LEVEL: "debug" });
  const em = running.orm.em.fork();
  const secret = "hunter2";
  const requests = [
    { path: `/api/v1/roadsters?search=${secret}&name.contains=${secret}` },
    query("roadster.list", { search: secret, filter: { name: { equals: secret } } }),
    mutation("roadster.create", { name: secret, color: secret }),
    mutation("homeland.create", { name: secret }),
    mutation("homeland.create", { name: secret }), // a conflict whose detail quotes the value
    { path: `/nothing?key=${secret}`, headers: { authorization: secret, cookie: secret, "x-any": secret } },
    { path: "/api/v1/roadsters", headers: { host: `${secret}.example` } },
  ];
  for (const request of requests) await server.send(request);
  // An error that is not the caller's doing, whose sentence quotes a value.
  await em.execute(`alter table roadsters add constraint odd check (name::numeric > 0) not valid`);
  expect((await server.send(mutation("roadster.create", { name: `${secret}!` }))).status).toBe(400);
  await em.execute(`alter table roadsters drop constraint odd`);
  await em.execute(`create function odd() returns trigger language plpgsql as $$
    begin raise exception 'no %', new.color; end $$;
    create trigger odd before insert on roadsters execute function odd()`);
  expect((await server.send(mutation("roadster.create", { name: secret, color: secret }))).status).toBe(500);
  server.process.kill("SIGTERM");
  await server.ended;
  expect(server.output()).toContain('"path":"/api/v1/roadsters"');
  expect(server.output()).toContain("PostgreSQL P0001");
  expect(server.output()).not.toContain(secret);
});
