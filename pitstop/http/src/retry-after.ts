/** When to try again what is unavailable for now, in seconds. */
export const RETRY_AFTER = 1;
