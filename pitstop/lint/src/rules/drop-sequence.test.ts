import { verdicts } from "../../test/verdicts.ts";
import rule from "./drop-sequence.ts";

verdicts(rule, {
  dangerous: [
    {
      sql: "drop sequence cars_id_seq cascade;",
      table: null,
      says: "CASCADE",
      rewrite: "pitstop:allow drop-sequence",
    },
    { sql: "drop sequence if exists app.invoice_number;", says: "app.invoice_number" },
    { sql: "drop sequence invoice_number; create sequence invoice_number;" },
  ],
  safe: ["create sequence n; drop sequence n cascade;", "alter sequence n owned by none;"],
});
