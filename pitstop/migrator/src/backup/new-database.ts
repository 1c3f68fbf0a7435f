import { literal, quoted } from "@pitstop/lint/sql";
import type pg from "pg";
import { codeOf } from "../database-error.ts";
import { MigratorError } from "../errors.ts";
import type { DatabaseLocale } from "./manifest.ts";

/** What a database is made for, and what else can be done by an account that may not make one. */
const otherwise = {
  shadow: "Or set SHADOW_DATABASE_URL to a server of the same version for the rehearsal.",
  restore: "Or use an account in DATABASE_URL that may create databases.",
} as const;

/** Creates an empty database that sorts and spells like another. Throws MigratorError BACKUP_NO_RIGHTS. */
export async function createDatabase(
  client: pg.Client,
  name: string,
  locale: DatabaseLocale,
  purpose: keyof typeof otherwise,
): Promise<void> {
  try {
    await client.query(
      `create database ${quoted(name)} template template0 encoding ${literal(locale.encoding)}
       lc_collate ${literal(locale.collate)} lc_ctype ${literal(locale.ctype)} ${providerOf(locale)}`,
    );
  } catch (error) {
    if (codeOf(error) !== "42501") throw error;
    throw new MigratorError(
      "BACKUP_NO_RIGHTS",
      `The account may not create the database ${name}.`,
      `Have a superuser run \`alter role ${quoted(client.user ?? "…")} createdb\`. ${otherwise[purpose]}`,
      { cause: error },
    );
  }
}

function providerOf({ provider, locale, rules }: DatabaseLocale): string {
  if (provider === "i") {
    const withRules = rules === null ? "" : ` icu_rules ${literal(rules)}`;
    return `locale_provider icu icu_locale ${literal(locale ?? "und")}${withRules}`;
  }
  if (provider === "b") return `locale_provider builtin builtin_locale ${literal(locale ?? "C")}`;
  return provider === "c" ? "locale_provider libc" : "";
}

const INSUFFICIENT_PRIVILEGE = "42501";

/**
 * With whoever is still connected to it. Autovacuum is at work as a superuser, whom other accounts may not send away:
 * without FORCE the server sends it away by itself and waits some seconds for the others.
 */
export async function dropDatabase(client: pg.ClientBase, name: string): Promise<void> {
  const statement = `drop database if exists ${quoted(name)}`;
  try {
    await client.query(`${statement} with (force)`);
  } catch (error) {
    if (codeOf(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    await client.query(statement);
  }
}

export async function databaseExists(client: pg.ClientBase, name: string): Promise<boolean> {
  const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
  return rowCount === 1;
}

/** "20261123080017123" */
export const stampOf = (time: Date): string => time.toISOString().replaceAll(/\D/g, "");

/** The longest name that PostgreSQL keeps whole, in bytes (NAMEDATALEN - 1). */
const LONGEST = 63;

/** "pitstop_restore_20261123080017123"; the base is cut where the name would be too long. */
export function besideName(base: string, what: string, stamp: string): string {
  return `${beginningOf(base, what)}${stamp}`;
}

/** What all such names of a base begin with. */
export function beginningOf(base: string, what: string): string {
  const room = LONGEST - what.length - 2 - stampOf(new Date()).length;
  let kept = base;
  while (Buffer.byteLength(kept) > room) kept = [...kept].slice(0, -1).join("");
  return `${kept}_${what}_`;
}
