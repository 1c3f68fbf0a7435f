// The application's own server, with a row scope on cars: what the rules of a team may be.

import { about, servedApi } from "@app/api";
import { addClientUse, openDatabase, pendingMigrations } from "@app/db";
import { start } from "@pitstop/http";
import { SCOPE } from "./scope.ts";

const api = servedApi();
Object.assign(api.definition.access.domains.car as object, { scope: () => SCOPE }); // it has one

await start({ title: about.title, api, database: { open: openDatabase, pendingMigrations, addClientUse } });
