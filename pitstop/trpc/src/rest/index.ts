export { saysItsOrder } from "../crud/cursor.ts";
export type { SeededRecord } from "./document/example.ts";
export { filterConditions } from "./document/parameters.ts";
export { entityTagOf, isNamedBy, versionsIn, type WantedVersions } from "./entity-tag.ts";
export { inputOf, inWordsOfQuery } from "./input.ts";
export { BEARER, openApiDocument, type SecuritySchemes } from "./open-api.ts";
export {
  formerOperations,
  REST_PREFIX,
  type RestDomain,
  type RestOperation,
  removedPaths,
  restOperations,
} from "./operation.ts";
export { PROBLEM_TYPE, type Problem, problem, problemOf } from "./problem.ts";
export { type Query, readInteger } from "./query-parameters.ts";
