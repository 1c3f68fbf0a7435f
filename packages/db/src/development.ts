import { developmentOf } from "@pitstop/database/development";
import { database } from "./database.ts";

export const { dataFolder, developmentDatabase, hasDevelopmentDatabase } = developmentOf(database);
