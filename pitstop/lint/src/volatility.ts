import type { Node } from "libpg-query";
import { descendants, words } from "./syntax-node.ts";

// Built-in functions that are stable or immutable in every form (pg_proc.provolatile of PostgreSQL 18). PostgreSQL
// computes such a default once and rewrites nothing: https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES
const stable = new Set(
  `abs age any_value array_append array_cat array_fill array_length array_position array_prepend array_remove
  array_replace array_to_json array_to_string ascii bit_length btrim ceil ceiling char_length character_length chr concat
  concat_ws convert_from convert_to current_catalog current_database current_date current_role current_schema
  current_schemas current_setting current_time current_timestamp current_user daterange date_bin date_part date_trunc
  decode degrees div encode exp factorial floor format format_type gcd get_bit get_byte get_current_ts_config hashtext
  host hstore initcap inet int4range int8range isfinite json_array json_build_array json_build_object json_object
  jsonb_array_length jsonb_build_array jsonb_build_object jsonb_extract_path jsonb_insert jsonb_object jsonb_set
  jsonb_strip_nulls jsonb_typeof justify_days justify_hours justify_interval lcm left length ln localtime localtimestamp
  log lower lpad ltrim make_date make_interval make_time make_timestamp make_timestamptz md5 mod netmask network now
  numrange nullif num_nonnulls octet_length overlay pg_backend_pid pi point position power quote_ident quote_literal
  quote_nullable radians regexp_match regexp_replace repeat replace reverse right round rpad rtrim scale session_user
  sha224 sha256 sha384 sha512 sign split_part sqrt starts_with statement_timestamp string_to_array strpos substr substring
  system_user text timezone to_ascii to_char to_date to_hex to_json to_jsonb to_number to_regclass to_timestamp to_tsquery
  to_tsvector transaction_timestamp translate trim trunc tsrange tstzrange txid_current upper user uuid_extract_timestamp
  uuid_nil version width_bucket`.split(/\s+/),
);

/**
 * The first function of a default that PostgreSQL would have to call for each row: volatile, or unknown here and taken
 * for volatile. Undefined where the default is one value for all rows.
 */
export function volatileFunction(expression: Node): string | undefined {
  for (const call of descendants(expression, "FuncCall")) {
    const name = words(call.funcname);
    const isBuiltIn = name.length === 1 || name[0] === "pg_catalog";
    if (!isBuiltIn || !stable.has(name.at(-1) ?? "")) return name.join(".");
  }
  return undefined;
}
