// The server with the guarded domains: who calls is who the request says.
import { createGuardedTables, servedGuardedApi } from "@pitstop/trpc/test/guarded";
import { type TestAnswer, type TestRequest, type TestServer, testServer } from "./index.ts";

/** `testServer`, with wallets, payments and vaults. A caller is a user and a role: `{ "x-caller": "anna reader" }`. */
export const guardedServer = (): TestServer =>
  testServer(() => ({
    prepare: createGuardedTables,
    own: {
      api: servedGuardedApi(),
      authenticate: async ({ headers }) => {
        const [id = "", role = ""] = String(headers["x-caller"] ?? "").split(" ");
        return id === "" ? undefined : { id, name: id, role };
      },
    },
  }));

/** A request as a caller sends it. */
export const as = (caller: string | undefined, request: TestRequest): TestRequest => ({
  ...request,
  headers: { ...request.headers, "x-caller": caller },
});

/** A call by REST; a body is JSON. */
export const rest = (method: string, path: string, body?: unknown): TestRequest => ({
  method,
  path: `/api/v1/${path}`,
  ...(body !== undefined && {
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }),
});

/** What is the same in the answers to two records, whichever they are: without ids of records and requests. */
export const withoutIds = ({ status, body }: TestAnswer) => ({
  status,
  body: body
    .replaceAll(/"requestId":"[^"]+"/g, "")
    .replaceAll(/\b(Wallet|Payment|Vault) \d+/g, "$1 …")
    .replaceAll(/"id":\d+/g, '"id":…'),
});
