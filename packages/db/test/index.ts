import { testDatabasesOf } from "@pitstop/database/vitest";
import { database } from "../src/database.ts";

export const { createTestDatabase, testDatabase } = testDatabasesOf(database);
