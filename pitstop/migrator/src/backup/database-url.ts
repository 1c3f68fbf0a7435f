import { MigratorError } from "../errors.ts";

/** The name of the database in an address. Throws MigratorError BACKUP_NO_DATABASE. */
export function databaseOf(url: string): string {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  if (name !== "") return name;
  throw new MigratorError(
    "BACKUP_NO_DATABASE",
    "The address names no database.",
    "Add its name: postgresql://user@host:5432/name",
  );
}

/** The address of another database of the same server. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(name)}`;
  return changed.href;
}

/** The address of a database in which other databases can be made and renamed. */
export const maintenanceUrl = (url: string): string =>
  withDatabase(url, databaseOf(url) === "postgres" ? "template1" : "postgres");

/** Parameters that libpq knows; it refuses an address with others, which `pg` may know. */
const libpqParameters = new Set([
  "host",
  "port",
  "user",
  "sslmode",
  "sslrootcert",
  "sslcert",
  "sslkey",
  "options",
  "connect_timeout",
  "target_session_attrs",
]);

/**
 * An address for the programs of PostgreSQL, and the environment that goes with it: every account of the machine can
 * read the arguments of a process, so the password is not among them. Without one, PGPASSFILE or ~/.pgpass hold.
 */
export function forPrograms(url: string): { address: string; environment: NodeJS.ProcessEnv } {
  const address = new URL(url);
  const password = address.searchParams.get("password") ?? decodeURIComponent(address.password);
  address.password = "";
  for (const name of [...address.searchParams.keys()]) {
    if (!libpqParameters.has(name)) address.searchParams.delete(name);
  }
  if (address.searchParams.get("sslmode") === "no-verify") address.searchParams.set("sslmode", "require");
  return {
    address: address.href,
    // Their messages are read, so they come in one language.
    environment: { ...process.env, LC_ALL: "C", ...(password !== "" && { PGPASSWORD: password }) },
  };
}
