import { rules } from "@pitstop/trpc/test/access";
import { describe, expect, onTestFinished, test } from "vitest";
import { json, query, type TestRequest } from "../test/index.ts";
import { startRoadsterServer } from "../test/roadsters.ts";
import type { PluginOptions } from "./application.ts";
import type { SentRequest } from "./authentication.ts";
import { withDevelopmentUser } from "./development-user.ts";

const access = query("pitstop.access");
const create: TestRequest = {
  method: "POST",
  path: "/api/v1/roadsters",
  headers: { "content-type": "application/json" },
  body: '{"name":"Saab"}',
};

const withCookie = (cookie: string | undefined, request: TestRequest): TestRequest => ({
  ...request,
  headers: { ...request.headers, cookie },
});

interface Told {
  result: { data: { user: { id: string; role: string }; switchableRoles: string[] } };
}

async function started(own: Parameters<typeof startRoadsterServer>[0]) {
  const server = await startRoadsterServer(own);
  onTestFinished(server.close);
  const told = async (cookie?: string) => {
    const { user, switchableRoles } = json<Told>(await server.send(withCookie(cookie, access))).result.data;
    return { role: user.role, id: user.id, switchableRoles };
  };
  return { ...server, told };
}

const roles = ["reader", "editor", "admin"];

describe("in development, who isn't signed in", () => {
  test("is a user who may do everything, and can switch to any role that there is", async () => {
    expect(rules.roadster).toBeDefined();
    const server = await started({ environment: { DEVELOPMENT_USER: "yes" } });
    const user = { id: "development", switchableRoles: roles };
    expect(await server.told()).toEqual({ ...user, role: "admin" });
    expect(await server.told("a=b; pitstop-role=reader")).toEqual({ ...user, role: "reader" });
    expect(await server.told("pitstop-role=root")).toEqual({ ...user, role: "admin" });
    expect((await server.send(withCookie("pitstop-role=reader", create))).status).toBe(403);
    expect((await server.send(withCookie("pitstop-role=editor", create))).status).toBe(201);
  });

  test("is no longer that user once signed in, and can't switch then", async () => {
    const server = await started({
      environment: { DEVELOPMENT_USER: "yes" },
      own: {
        authenticate: async ({ headers }) =>
          headers.authorization ? { id: "17", name: "Ettore", role: "reader" } : undefined,
      },
    });
    expect((await server.told()).id).toBe("development");
    const signedIn = { ...access, headers: { authorization: "Bearer x", cookie: "pitstop-role=admin" } };
    expect(json<Told>(await server.send(signedIn)).result.data).toMatchObject({
      user: { id: "17", role: "reader" },
      switchableRoles: [],
    });
  });
});

test("a role may have any name, which the pages write as a cookie can hold it", async () => {
  const nobody = { read: [], create: [], update: [], delete: [] };
  const access = { roles: ["admin", "team lead"], withoutSignIn: "admin", standard: nobody, domains: {} };
  const request = { headers: { cookie: "pitstop-role=team%20lead" } } as SentRequest; // nothing else of it is read
  const options = {} as PluginOptions; // nor of these
  expect(await withDevelopmentUser(access, undefined)(request, options)).toMatchObject({ role: "team lead" });
});

test("anywhere else, the cookie does nothing", async () => {
  const server = await started({});
  expect(await server.told("pitstop-role=reader")).toEqual({
    id: "everyone",
    role: "admin",
    switchableRoles: [],
  });
});
