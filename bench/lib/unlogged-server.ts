// The application's own server, without its change log.
import { about, servedApi } from "@app/api";
import { addClientUse, openDatabase, pendingMigrations } from "@app/db";
import { start } from "@pitstop/http";

const api = servedApi();
Object.assign(api.definition, { changeLog: undefined });

await start({ title: about.title, api, database: { open: openDatabase, pendingMigrations, addClientUse } });
