export { copyPostgres } from "./copy.ts";
export { ensureDatabase } from "./database.ts";
export { PostgresError, type PostgresErrorCode } from "./errors.ts";
export { hasPostgres } from "./home.ts";
export { memoryFolder } from "./memory-folder.ts";
export { packPostgres, unpackPostgres } from "./pack.ts";
export { freePort, holderOfPort, isPortFree } from "./port.ts";
export { isServerOn, removePostgres, replacePostgres } from "./replace.ts";
export { type Postgres, type StartOptions, startPostgres } from "./start.ts";
export { type TemporaryFolder, temporaryFolder } from "./temporary-folder.ts";
export { prepareTestCluster } from "./test-cluster.ts";
export {
  createTemplate,
  createTestDatabase,
  type EmbeddedTestServer,
  startEmbeddedTestServer,
  startTestReplica,
  startTestServer,
  type TestDatabase,
} from "./test-database.ts";
