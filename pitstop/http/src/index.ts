export type {
  Application,
  OpenOptions,
  PluginOptions,
  ServedDatabase,
} from "./application.ts";
export type { Authenticate, SentRequest } from "./authentication.ts";
export { networkOf } from "./rate-limits/network-of.ts";
export { readSettings, Settings } from "./settings.ts";
export { type StartOptions, start } from "./start.ts";
