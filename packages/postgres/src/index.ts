export { copyPostgres } from "./copy.ts";
export { ensureDatabase } from "./database.ts";
export { PostgresError, type PostgresErrorCode } from "./errors.ts";
export { packPostgres, unpackPostgres } from "./pack.ts";
export { freePort, holderOfPort, isPortFree } from "./port.ts";
export { isRunning, ownIdentity } from "./process-identity.ts";
export { isServerOn, removePostgres, replacePostgres } from "./replace.ts";
export { type Postgres, type StartOptions, startPostgres } from "./start.ts";
export { createTemplate, createTestDatabase, startTestServer, type TestDatabase } from "./test-database.ts";
