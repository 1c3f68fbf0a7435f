import { prepareTestCluster } from "@pitstop/postgres";

/** vitest's global setup: the cluster that the server of every test file begins as. */
export default prepareTestCluster;
