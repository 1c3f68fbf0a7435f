export { describeDomain } from "./describe-domain.ts";
export type { TestApplication } from "./test-client.ts";
