import { isIP } from "node:net";
import { z } from "zod";
import { StartError } from "./start-error.ts";

const Port = z.coerce.number().int().min(1).max(65535);

/** Every environment variable that the server reads. The README's table is checked against these descriptions. */
export const Settings = z.object({
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      "must be a PostgreSQL address, such as postgresql://user:password@host:5432/database",
    )
    .describe("The PostgreSQL database (version 14 or newer)."),
  PORT: Port.default(3000).describe("The port that the server listens on."),
  HOST: z
    .string()
    .min(1)
    .default("127.0.0.1")
    .describe("The address that the server binds to; 0.0.0.0 opens it to the network."),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "silent"])
    .default("info")
    .describe("How much the server logs: fatal, error, warn, info, debug, silent."),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(10)
    .describe("The most database connections that this process holds."),
  STATEMENT_TIMEOUT: z.coerce
    .number()
    .int()
    .min(100)
    .default(10_000)
    .describe("The longest that one database statement may take, in milliseconds."),
  SHUTDOWN_TIMEOUT: z.coerce
    .number()
    .int()
    .min(0)
    .default(10_000)
    .describe("How long a shutdown waits for requests under way, in milliseconds."),
  TRUST_PROXY: z
    .string()
    .refine(
      (list) => list.split(",").every((proxy) => isProxyAddress(proxy.trim())),
      "must list the addresses of your proxies, such as 10.0.0.0/8,127.0.0.1; a hop count would let clients forge theirs",
    )
    .optional()
    .describe("The addresses (CIDR, separated by commas) of proxies whose X-Forwarded headers are believed."),
});
export type Settings = z.infer<typeof Settings>;

/** Reads the settings once, at start. Throws StartError, which names each variable that is missing or wrong. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ""));
  const parsed = Settings.safeParse(present);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return present[name] === undefined
      ? `  ${name} is not set: ${describe(name)}`
      : `  ${name}: ${issue.message}`;
  });
  throw new StartError(
    "SETTINGS_INVALID",
    `The server cannot start with these settings:\n${lines.join("\n")}`,
  );
}

const describe = (name: string): string => Settings.shape[name as keyof Settings]?.description ?? "";

/** An address, or a network by prefix: `10.0.0.0/8`. */
function isProxyAddress(text: string): boolean {
  const [address = "", prefix = "0", ...more] = text.split("/");
  const bits = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && /^\d+$/.test(prefix) && Number(prefix) <= bits && more.length === 0;
}
