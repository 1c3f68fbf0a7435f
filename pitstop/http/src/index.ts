export type {
  Application,
  OpenOptions,
  PluginOptions,
  ServedDatabase,
} from "./application.ts";
export type { Authenticate, SentRequest } from "./authentication.ts";
export { readSettings, Settings } from "./settings.ts";
export { type StartOptions, start } from "./start.ts";
