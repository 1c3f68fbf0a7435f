import { seedExamples } from "@app/db";
import { serveApi } from "@pitstop/trpc";
import { appRouter } from "./root.ts";
import { api } from "./trpc.ts";

export { about } from "./about.ts";
export { type AppRouter, appRouter } from "./root.ts";

/** The application's API as a server serves it: to clients of earlier versions, too. */
export const servedApi = () => serveApi(api, appRouter, seedExamples);
