import { prepareTestCluster } from "./test-cluster.ts";

/** vitest's global setup: the cluster that tests begin as which aren't about making one. */
export default prepareTestCluster;
