import { isIP } from "node:net";
import { z } from "zod";
import { StartError } from "./start-error.ts";

const Port = z.coerce.number().int().min(1).max(65535);

const POSTGRES_ADDRESS = /^postgres(ql)?:\/\//;

const CallLimit = z.coerce.number().int().min(1).max(1_000_000_000);

/** Every environment variable that the server reads. docs/reference/settings.md is checked against these descriptions. */
export const Settings = z.object({
  DATABASE_URL: z
    .string()
    .regex(
      POSTGRES_ADDRESS,
      "must be a PostgreSQL address, such as postgresql://user:password@host:5432/database",
    )
    .describe("The PostgreSQL database (version 14 or newer)."),
  PORT: Port.default(3000).describe("The port that the server listens on."),
  HOST: z
    .string()
    .min(1)
    .default("127.0.0.1")
    .describe("The address that the server binds to. Beyond loopback it takes sign-in, or `PUBLIC_API=yes`."),
  PUBLIC_API: z
    .enum(["yes"])
    .optional()
    .describe(
      "Set it to `yes` where nobody signs in, and everyone who reaches the server may read and change everything.",
    ),
  DEVELOPMENT_USER: z
    .enum(["yes"])
    .optional()
    .describe(
      "Set to `yes` by `pnpm start`: who isn't signed in is a development user, whose role the pages switch. On loopback only.",
    ),
  ALLOWED_HOSTS: z
    .string()
    .refine((list) => list.split(",").every((name) => HOST_NAME.test(name.trim())), {
      error: "must list host names without port, such as api.example.com,.example.org",
    })
    .optional()
    .describe(
      "The host names that callers use, separated by commas; `.example.com` stands for subdomains. IP addresses, `localhost` and other names without a dot always work.",
    ),
  ALLOWED_ORIGINS: z
    .string()
    .refine((list) => list.split(",").every((origin) => isOrigin(origin.trim())), {
      error: "must list origins, such as https://shop.example.com",
    })
    .optional()
    .describe("The origins of pages elsewhere that may call the API, separated by commas."),
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
  DATABASE_HOSTS: z
    .string()
    .refine((list) => listed(list)?.every((host) => URL.canParse(`postgresql://${host}`)), {
      error: "must list hosts with their ports, such as db1:5432,db2:5432",
    })
    .optional()
    .describe(
      "The servers of which one is the primary, separated by commas, in place of the host of `DATABASE_URL`. After a failover, calls go to the new one.",
    ),
  DATABASE_REPLICA_URLS: z
    .string()
    .refine(
      (list) => listed(list)?.every((url) => POSTGRES_ADDRESS.test(url) && URL.canParse(url)),
      "must list PostgreSQL addresses, such as postgresql://user:password@replica:5432/database",
    )
    .optional()
    .describe(
      "Streaming replicas of the database that answer reads, separated by commas. They never answer with less than what was acknowledged.",
    ),
  DATABASE_REPLICA_WAIT: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000)
    .default(50)
    .describe(
      "How long a read waits for a replica to have all that was acknowledged before it, in milliseconds; then the primary answers.",
    ),
  STATEMENT_TIMEOUT: z.coerce
    .number()
    .int()
    .min(100)
    .default(10_000)
    .describe("The longest that one database statement may take, in milliseconds."),
  DRAIN_TIME: z.coerce
    .number()
    .int()
    .min(0)
    .default(2_000)
    .describe("How long `/readyz` answers 503 after SIGTERM before the server closes, in milliseconds."),
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
  RATE_LIMIT_PER_ADDRESS: CallLimit.optional().describe(
    "The most calls from one address in a window, of all servers together. More are answered with 429.",
  ),
  RATE_LIMIT_PER_USER: CallLimit.optional().describe(
    "The same for each user who is signed in, whatever the address.",
  ),
  RATE_LIMIT_WINDOW: z.coerce
    .number()
    .int()
    .min(1_000)
    .max(86_400_000)
    .default(60_000)
    .describe("How long a window of the rate limits is, in milliseconds."),
  METRICS_PORT: Port.optional().describe("A port of its own for `/metrics`, for Prometheus."),
  METRICS_HOST: z
    .string()
    .min(1)
    .default("127.0.0.1")
    .describe("The address that the port of the metrics binds to. Whoever reaches it reads them."),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: "must be an address, such as http://127.0.0.1:4318" })
    .optional()
    .describe("The OpenTelemetry collector (OTLP over HTTP) that traces are sent to."),
});
export type Settings = z.infer<typeof Settings>;

/**
 * Reads the settings once, at start. Throws StartError, which names each variable that is missing or wrong. `isGuarded`
 * says whether the application tells its callers apart.
 */
export function readSettings(
  environment: Record<string, string | undefined>,
  { isGuarded = false } = {},
): Settings {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ""));
  const parsed = Settings.safeParse(present);
  if (parsed.success) return checkedHost(parsed.data, isGuarded);
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return present[name] === undefined
      ? `  ${name} is not set: ${describe(name)}`
      : `  ${name}: ${issue.message}`;
  });
  throw new StartError(
    "SETTINGS_INVALID",
    `The server can't start with these settings:\n${lines.join("\n")}`,
    "Set these environment variables as docs/reference/settings.md describes.",
  );
}

/** Nobody opens a server without access control to a network by accident, and nobody one of development at all. */
function checkedHost(settings: Settings, isGuarded: boolean): Settings {
  const { HOST, PUBLIC_API, DEVELOPMENT_USER } = settings;
  if (isLoopback(HOST)) return settings;
  if (DEVELOPMENT_USER === "yes")
    throw new StartError(
      "DEVELOPMENT_USER_EXPOSED",
      `HOST=${HOST} opens the server to the network, and with DEVELOPMENT_USER=yes everyone who reaches it chooses a role.`,
      "Unset DEVELOPMENT_USER, or leave HOST at 127.0.0.1.",
    );
  if (isGuarded || PUBLIC_API === "yes") return settings;
  throw new StartError(
    "PUBLIC_API_NOT_STATED",
    `HOST=${HOST} opens the API to the network, and nobody signs in: everyone who reaches it may read and change everything.`,
    "Turn on sign-in with AUTH_SECRET or TOKEN_ISSUER, or set PUBLIC_API=yes if that is what you want. Otherwise leave HOST at 127.0.0.1, behind a proxy that checks callers.",
  );
}

/** What a setting lists, separated by commas; undefined where it isn't set. */
export const listed = (list: string | undefined): string[] | undefined =>
  list?.split(",").map((each) => each.trim());

export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));

const HOST_NAME = /^\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i;

const isOrigin = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text;
};

const describe = (name: string): string => Settings.shape[name as keyof Settings]?.description ?? "";

/** An address, or a network by prefix: `10.0.0.0/8`. */
function isProxyAddress(text: string): boolean {
  const [address = "", prefix = "0", ...more] = text.split("/");
  const bits = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && /^\d+$/.test(prefix) && Number(prefix) <= bits && more.length === 0;
}
