import { appEvolutions } from "./evolution/app-evolutions.ts";
import { servedRouter } from "./evolution/served.ts";
import { appRouter } from "./root.ts";

export { apiErrorOf } from "./crud/database-error.ts";
export {
  ApiError,
  BadInput,
  Conflict,
  DatabaseAway,
  NotFound,
  OutcomeUnknown,
  Unavailable,
} from "./errors.ts";
export { ClientUses } from "./evolution/client-uses.ts";
export { clientVersionOf } from "./evolution/client-version.ts";
export { Notices } from "./evolution/notices.ts";
export { type AppRouter, appRouter } from "./root.ts";
export { type Context, type ErrorDetails, servedError, statusOf } from "./trpc.ts";

/** The application's router as it is served: to clients of earlier versions, too. */
export const servedAppRouter = () => servedRouter(appRouter, appEvolutions);
