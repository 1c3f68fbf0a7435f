export { fillSample, type SampleOptions, type SampleSize } from "./fill-sample.ts";
export { copyOwnTables } from "./own-tables.ts";
export { reduceToSample } from "./reduce-to-sample.ts";
