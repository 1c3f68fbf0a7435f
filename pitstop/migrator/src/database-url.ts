import type { MikroORM } from "@mikro-orm/core";

/** The address of the database that MikroORM is set up for, however its settings say it. */
export function databaseUrl(config: MikroORM["config"]): string {
  const url = new URL(config.get("clientUrl") ?? "postgresql://127.0.0.1:5432");
  const { host, port, user, password, dbName } = config.getAll();
  if (host) url.hostname = host;
  if (port) url.port = String(port);
  if (user) url.username = encodeURIComponent(user);
  if (typeof password === "string") url.password = encodeURIComponent(password);
  url.pathname = `/${encodeURIComponent(dbName ?? "")}`;
  return url.href;
}

/** A database for people to read, without its password: `pitstop at db.example:5432`. */
export function shownDatabase(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${decodeURIComponent(pathname.slice(1))} at ${hostname}:${port || 5432}`;
}
