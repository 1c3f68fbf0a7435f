import { database, entities } from "@app/db";
import { domains } from "@app/types";
import { retiredSchemas } from "@app/types/retired";
import { defineApi } from "@pitstop/trpc";
import { about } from "./about.ts";
import { access } from "./access.ts";
import version from "./contract/version.json" with { type: "json" };
import history from "./contract/versions.json" with { type: "json" };

/** The application's API: what its services and routers are made with. */
export const api = defineApi({
  domains,
  entities,
  retired: database.retired,
  retiredSchemas,
  version,
  history,
  about,
  access,
  changeLog: { trashDays: 30 },
});
export const { crudService, procedure, router } = api;
