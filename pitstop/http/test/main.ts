import { start } from "../src/start.ts";
import { application } from "./application.ts";

await start(application());
