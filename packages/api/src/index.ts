export { apiErrorOf } from "./crud/database-error.ts";
export { ApiError, BadInput, Conflict, DatabaseAway, NotFound, Unavailable } from "./errors.ts";
export { ClientUses } from "./evolution/client-uses.ts";
export { clientVersionOf } from "./evolution/client-version.ts";
export { Notices } from "./evolution/notices.ts";
export { type AppRouter, appRouter } from "./root.ts";
export type { Context, ErrorDetails } from "./trpc.ts";
