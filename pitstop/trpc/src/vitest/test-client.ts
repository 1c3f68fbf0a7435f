import type { MikroORM } from "@mikro-orm/postgresql";
import type { TestDatabases } from "@pitstop/database/vitest";
import type { AnyTRPCRouter } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { afterAll, beforeAll } from "vitest";
import { type ClientOptions, clientOf } from "../client/create-client.ts";
import type { Api } from "../define-api.ts";
import type { ApiDefinition } from "../definition.ts";
import { clientVersionOf } from "../evolution/client-version.ts";

/** The application that is tested. */
export interface TestApplication {
  readonly api: Pick<Api, "definition">;
  readonly router: AnyTRPCRouter;
  readonly createTestDatabase: TestDatabases["createTestDatabase"];
}

/** What a test of a domain works with: the client that frontends have, and the database behind it. */
export interface TestClient {
  readonly definition: ApiDefinition;
  orm: MikroORM;
  /** Typed by the router of the application, which whoever tests it knows. */
  client: object;
}

/** A client on a database of the calling file; requests and answers are made as over HTTP, without a socket. */
export function testClient({ api, router, createTestDatabase }: TestApplication): TestClient {
  const tested = { definition: api.definition } as TestClient; // the rest is added below, before any test runs
  const answer = (request: Request): Promise<Response> =>
    fetchRequestHandler({
      endpoint: "/trpc",
      req: request,
      router,
      createContext: ({ req }) => ({
        orm: tested.orm,
        requestId: "test",
        user: { id: "test", name: "Test", role: api.definition.access.withoutSignIn },
        client: clientVersionOf(Object.fromEntries(req.headers)),
      }),
    });
  const fetch = ((address: string, options: RequestInit) =>
    answer(new Request(address, options))) as unknown as NonNullable<ClientOptions["fetch"]>; // fewer ways to call it than the platform's
  tested.client = clientOf(api.definition.version)("http://localhost", { fetch });
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ orm: tested.orm, close } = await createTestDatabase());
  });
  afterAll(() => close());
  return tested;
}
