export { ApiError, BadInput, Conflict, NotFound, Unavailable } from "./errors.ts";
export { type AppRouter, appRouter } from "./root.ts";
export type { Context, ErrorDetails } from "./trpc.ts";
