import { contractOf as contractOfRouter } from "@pitstop/trpc/contract";
import { appRouter } from "../root.ts";
import { api } from "../trpc.ts";

/** The contract of this application's API. */
export const contractOf = () => contractOfRouter(api, appRouter);
