import { database, entities } from "@app/db";
import { domains } from "@app/types";
import { defineApi } from "../src/define-api.ts";
import type { ApiDefinition } from "../src/definition.ts";
import { access } from "./access.ts";
import { version } from "./version.ts";

const definition: ApiDefinition = {
  domains,
  entities,
  retired: database.retired,
  retiredSchemas: {},
  version,
  history: { versions: [], surfaces: {} },
  access,
  changeLog: {},
  about: {
    title: "Pitstop",
    contact: { name: "The people who run this server" },
    license: { name: "MIT", identifier: "MIT" },
    client: "@app/api/client",
  },
};

/** The API of the application of these tests: of the domains that this repository comes with. */
export const api = defineApi(definition);
