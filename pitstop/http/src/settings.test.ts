import { describe, expect, test } from "vitest";
import { readSettings, Settings } from "./settings.ts";
import { StartError } from "./start-error.ts";

const DATABASE_URL = "postgresql://pitstop:secret@127.0.0.1:5432/pitstop";

/** What a person is told who starts the server with these variables beside a right DATABASE_URL. */
function complaint(environment: Record<string, string>): string {
  try {
    readSettings({ DATABASE_URL, ...environment });
  } catch (error) {
    if (error instanceof StartError) return `${error.message}\n${error.hint}`;
    throw error;
  }
  return "";
}

test("DATABASE_URL is all that has to be set", () => {
  expect(readSettings({ DATABASE_URL })).toEqual({
    DATABASE_URL,
    PORT: 3000,
    HOST: "127.0.0.1",
    LOG_LEVEL: "info",
    DATABASE_POOL_SIZE: 10,
    DATABASE_REPLICA_WAIT: 50,
    STATEMENT_TIMEOUT: 10_000,
    DRAIN_TIME: 2_000,
    SHUTDOWN_TIMEOUT: 10_000,
    RATE_LIMIT_WINDOW: 60_000,
    METRICS_HOST: "127.0.0.1",
  });
});

test("a missing DATABASE_URL is named with what it is", () => {
  expect(() => readSettings({})).toThrow(
    "The server can't start with these settings:\n  DATABASE_URL is not set: The PostgreSQL database (version 14 or newer).",
  );
});

test("an empty variable counts as unset", () => {
  expect(readSettings({ DATABASE_URL, PORT: "", LOG_LEVEL: "", TRUST_PROXY: "" })).toMatchObject({
    PORT: 3000,
    LOG_LEVEL: "info",
  });
  expect(() => readSettings({ DATABASE_URL: "" })).toThrow("DATABASE_URL is not set");
  expect(readSettings({ DATABASE_URL, SHUTDOWN_TIMEOUT: " " }).SHUTDOWN_TIMEOUT).toBe(10_000);
});

test("variables of other programs are left alone", () => {
  expect(readSettings({ DATABASE_URL, PATH: "/bin", NODE_ENV: "production" })).not.toHaveProperty("PATH");
});

describe("a wrong value is refused by the name of its variable", () => {
  test.each([
    ["DATABASE_URL", "mysql://root@127.0.0.1/pitstop"],
    ["DATABASE_URL", "127.0.0.1:5432"],
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PORT", "80.5"],
    ["PORT", "http"],
    ["LOG_LEVEL", "loud"],
    ["DATABASE_POOL_SIZE", "0"],
    ["DATABASE_POOL_SIZE", "201"],
    ["STATEMENT_TIMEOUT", "99"],
    ["STATEMENT_TIMEOUT", "10s"],
    ["SHUTDOWN_TIMEOUT", "-1"],
    ["TRUST_PROXY", "1"],
    ["PUBLIC_API", "true"],
    ["ALLOWED_HOSTS", "https://api.example.com"],
    ["ALLOWED_HOSTS", "api.example.com:3000"],
    ["ALLOWED_HOSTS", "*"],
    ["ALLOWED_ORIGINS", "shop.example.com"],
    ["ALLOWED_ORIGINS", "https://shop.example.com/"],
    ["ALLOWED_ORIGINS", "*"],
    ["DRAIN_TIME", "-1"],
  ])("%s=%s", (name, value) => {
    expect(complaint({ [name]: value })).toMatch(new RegExp(`^The server can't start.*\n  ${name}: .+\n.+$`));
  });

  test("all wrong ones at once", () => {
    expect(complaint({ PORT: "x", LOG_LEVEL: "loud", TRUST_PROXY: "true" }).split("\n")).toHaveLength(5);
  });

  test("without repeating it: it may be a secret", () => {
    expect(complaint({ DATABASE_URL: "mysql://root:hunter2@db/x" })).not.toContain("hunter2");
  });
});

describe("TRUST_PROXY", () => {
  test.each(["10.0.0.0/8", "127.0.0.1", "10.0.0.0/8, 192.168.0.1", "::1", "fd00::/8"])("takes %s", (list) => {
    expect(readSettings({ DATABASE_URL, TRUST_PROXY: list }).TRUST_PROXY).toBe(list);
  });

  test.each([
    "1", // a hop count: every client behind it could name the address that it likes
    "0",
    "true",
    "TRUE",
    "false",
    "1,2",
    "127.0.0.1,true",
    "proxy.example",
    "10.0.0.0/33",
    "10.0.0.0/8/8",
    "10.0.0.0/",
    "10.0.0.1,",
    "*",
  ])("refuses %s and says what it takes", (list) => {
    expect(complaint({ TRUST_PROXY: list })).toContain("must list the addresses of your proxies, such as");
  });
});

describe("a server that others could reach", () => {
  test.each(["0.0.0.0", "::", "192.168.0.7", "pitstop.example"])("is refused on %s, and told how", (HOST) => {
    expect(complaint({ HOST })).toMatch(
      /^HOST=\S+ opens the API to the network, .*\n.* or set PUBLIC_API=yes /,
    );
    expect(complaint({ HOST, PUBLIC_API: "no" })).toContain("PUBLIC_API: ");
    expect(readSettings({ DATABASE_URL, HOST, PUBLIC_API: "yes" }).HOST).toBe(HOST);
  });

  test.each(["0.0.0.0", "pitstop.example"])("may be on %s where callers are told apart", (HOST) => {
    expect(readSettings({ DATABASE_URL, HOST }, { isGuarded: true }).HOST).toBe(HOST);
  });

  test("has no development user, whatever else is set", () => {
    const environment = { DATABASE_URL, HOST: "0.0.0.0", PUBLIC_API: "yes", DEVELOPMENT_USER: "yes" };
    expect(() => readSettings(environment, { isGuarded: true })).toThrow(
      "with DEVELOPMENT_USER=yes everyone who reaches it chooses a role",
    );
    expect(readSettings({ ...environment, HOST: "127.0.0.1" }).DEVELOPMENT_USER).toBe("yes");
  });

  test.each(["127.0.0.1", "127.9.9.9", "::1", "localhost"])("is not the one on %s", (HOST) => {
    expect(readSettings({ DATABASE_URL, HOST }).HOST).toBe(HOST);
  });
});

test("every setting has a description", () => {
  for (const [name, schema] of Object.entries(Settings.shape)) {
    expect(schema.description, name).toMatch(/^[A-Z].*\.$/);
  }
});
