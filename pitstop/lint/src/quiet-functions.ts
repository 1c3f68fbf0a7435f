import type { CreateFunctionStmt, FuncCall } from "libpg-query";
import { quietBuiltIns } from "./built-in-functions.ts";
import { type Known, keyOf } from "./known.ts";
import { nodeOf, nodesOf, words } from "./syntax-node.ts";

/** Keeps a function that can't change anything, because PostgreSQL refuses writes in IMMUTABLE and STABLE ones. */
export function learnFunction(create: CreateFunctionStmt, known: Known): void {
  const volatility = nodesOf(create.options, "DefElem").find(({ defname }) => defname === "volatility");
  const name = keyOf(words(create.funcname));
  const isQuiet = ["immutable", "stable"].includes(nodeOf(volatility?.arg, "String")?.sval ?? "");
  if (isQuiet) known.quietFunctions.add(name);
  else known.quietFunctions.delete(name);
}

/** Whether calling a function changes nothing: it is PostgreSQL's own or a well-known one, or declared so that it can't. */
export function isQuiet(call: FuncCall, known: Known): boolean {
  const parts = words(call.funcname);
  const name = parts.at(-1) ?? "";
  if (known.quietFunctions.has(keyOf(parts))) return true;
  if (parts.length > 1 && parts[0] !== "pg_catalog") return isOfExtension(name);
  return quietBuiltIns.has(name) || isOfExtension(name);
}

// uuid-ossp, pgcrypto, unaccent, pg_trgm, hstore, fuzzystrmatch, PostGIS: their functions for values.
const extensions =
  /^(uuid_(generate|ns)_\w+|uuid_nil|crypt|gen_salt|gen_random_bytes|digest|hmac|encrypt(_iv)?|decrypt(_iv)?|pgp_\w+|armor|dearmor|unaccent|(strict_)?word_similarity|similarity|show_trgm|hstore(_to_\w+)?|[as]keys|[as]vals|slice|levenshtein|soundex|(d)?metaphone|st_\w+)$/;

function isOfExtension(name: string): boolean {
  return extensions.test(name);
}
