import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { type ClientOptions, createClient } from "../client.ts";
import { clientVersionOf } from "../evolution/client-version.ts";
import { appRouter } from "../root.ts";
import { type TestApi, testApi } from "./index.ts";

/** What a test of a domain works with: the typed client that frontends have, and the database behind it. */
export interface TestClient extends TestApi {
  client: ReturnType<typeof createClient>;
}

/** The typed client on a database of the calling file; requests and answers are made as over HTTP, without a socket. */
export function testClient(): TestClient {
  const api = testApi() as TestClient; // the client is added below, before any test runs
  const answer = (request: Request): Promise<Response> =>
    fetchRequestHandler({
      endpoint: "/trpc",
      req: request,
      router: appRouter,
      createContext: ({ req }) => ({
        orm: api.orm,
        requestId: "test",
        client: clientVersionOf(Object.fromEntries(req.headers)),
      }),
    });
  const fetch = ((address: string, options: RequestInit) =>
    answer(new Request(address, options))) as unknown as NonNullable<ClientOptions["fetch"]>; // fewer ways to call it than the platform's
  api.client = createClient("http://localhost", { fetch });
  return api;
}
