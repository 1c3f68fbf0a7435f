import { cpSync, existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runOn } from "./database.ts";
import { isServerOn, removePostgres, replacePostgres, startPostgres } from "./index.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { beginAsTestCluster } from "./test-cluster.ts";

test("a replaced server has the other's data and password, and the data before is kept", async () => {
  const folder = await serverWith("old");
  const kept = await replacePostgres({ folder, prepare: (place) => makeServer(place, "new") });
  expect(await contentOf(folder)).toBe("new");
  renameSync(join(folder, "data"), join(folder, "data-of-new"));
  renameSync(kept ?? "", join(folder, "data"));
  expect(existsSync(join(folder, "data/PG_VERSION"))).toBe(true);
});

test("a server that a process uses is not replaced", async () => {
  const folder = await serverWith("old");
  const server = await startPostgres({ folder });
  const attempt = replacePostgres({ folder, prepare: async () => expect.unreachable() });
  await expect(attempt).rejects.toMatchObject({
    code: "POSTGRES_IN_USE",
    message: expect.stringContaining(`process ${process.pid} uses it`),
  });
  await server.stop();
});

test("a replacement that could not be made changes nothing", async () => {
  const folder = await serverWith("old");
  const prepare = async (place: string) => {
    await makeServer(place, "half");
    throw new Error("no more");
  };
  await expect(replacePostgres({ folder, prepare })).rejects.toThrow("no more");
  expect(await contentOf(folder)).toBe("old");
  expect(readdirSync(folder).filter((name) => name.startsWith("unfinished"))).toEqual([]);
});

test.each([
  ["before anything moved", []],
  ["when the password is in place", ["password"]],
  ["when the old data is away", ["password", "data away"]],
  ["when all is in place", ["password", "data away", "data"]],
])("killed %s, the next start finishes it", async (_, done) => {
  const folder = await serverWith("old");
  const replacement = join(folder, "replacement");
  await makeServer(replacement, "new");
  if (done.includes("password")) renameSync(join(replacement, "password"), join(folder, "password"));
  if (done.includes("data away")) renameSync(join(folder, "data"), join(folder, "data-before"));
  if (done.includes("data")) renameSync(join(replacement, "data"), join(folder, "data"));
  expect(await contentOf(folder)).toBe("new");
  expect(existsSync(replacement)).toBe(false);
});

test("what a killed replacement left half-made is cleared by the next", async () => {
  const folder = await serverWith("old");
  const left = join(folder, "unfinished-replacement");
  mkdirSync(left);
  cpSync(join(folder, "data"), join(left, "data"), {
    recursive: true,
    filter: (path) => !path.includes("global"),
  });
  await replacePostgres({ folder, prepare: (place) => makeServer(place, "new") });
  expect(await contentOf(folder)).toBe("new");
});

test("a server knows its own addresses, and is removed with its data when nobody uses it", async () => {
  const folder = await serverWith("old");
  const server = await startPostgres({ folder });
  expect(isServerOn(folder, server.url)).toBe(true);
  expect(isServerOn(folder, server.url.replace(String(server.port), String(server.port - 1)))).toBe(false);
  expect(isServerOn(folder, server.url.replace("127.0.0.1", "db.example"))).toBe(false);
  expect(isServerOn(join(dirname(folder), "nowhere"), server.url)).toBe(false);
  await expect(removePostgres(folder)).rejects.toMatchObject({ code: "POSTGRES_IN_USE" });
  await server.stop();
  await removePostgres(folder);
  expect(existsSync(folder)).toBe(false);
});

async function serverWith(content: string): Promise<string> {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const place = join(folder.path, "server");
  await makeServer(place, content);
  return place;
}

async function makeServer(folder: string, content: string): Promise<void> {
  await beginAsTestCluster(folder);
  const server = await startPostgres({ folder });
  await runOn(server.url, `create table content as select '${content}' as what`);
  await server.stop();
}

async function contentOf(folder: string): Promise<unknown> {
  const server = await startPostgres({ folder });
  const [row] = await runOn(server.url, "select what from content");
  await server.stop();
  return row?.what;
}
