import { verdicts } from "../../test/verdicts.ts";
import rule from "./rename-schema.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "alter schema sales rename to trade;",
      table: null,
      says: "sales",
      rewrite: 'create schema "trade"',
    },
    { sql: '/* tx */ alter schema "Sales" rename to sales;' },
    { sql: "create schema trade; alter schema sales rename to old_sales;" },
  ],
  safe: [
    "create schema sales; alter schema sales rename to trade;",
    "create schema trade;",
    "alter schema sales owner to clerk;",
  ],
});
