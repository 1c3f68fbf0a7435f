/** Whether the tests run in their long form: hundreds of kills and of random databases instead of a handful. */
export const isLong = process.env.PITSTOP_LONG === "1";
