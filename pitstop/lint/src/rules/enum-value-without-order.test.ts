import { verdicts } from "../../test/verdicts.ts";
import rule from "./enum-value-without-order.ts";

verdicts(rule, {
  dangerous: [
    { sql: "alter type mood add value 'fine';", table: null, says: "fine", rewrite: "after" },
    { sql: "alter type app.mood add value if not exists 'fine';" },
    { sql: "create type other as enum ('a'); alter type mood add value 'fine';" },
  ],
  safe: [
    "alter type mood add value 'fine' after 'good';",
    "alter type mood add value if not exists 'fine' before 'bad';",
    "create type mood as enum ('good'); alter type mood add value 'fine';",
    "alter type mood rename value 'good' to 'fine';",
  ],
});
