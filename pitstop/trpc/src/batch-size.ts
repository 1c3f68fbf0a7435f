/** The most calls in one batch: `createClient` sends no more, and servers refuse more. */
export const MAX_BATCH_SIZE = 10;
