/** The contract of the application of these tests; its clients say that they were built against it. */
export const version = { contract: "0123456789ab", domains: {} };
