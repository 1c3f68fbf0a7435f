import { PostgresError } from "@pitstop/postgres";
import { expect, test } from "vitest";
import { testServer } from "../test/server.ts";
import { connect } from "./connection.ts";
import { MigratorError } from "./errors.ts";
import { explainedError } from "./explained.ts";

const server = testServer();

async function failureOf(url: string): Promise<MigratorError> {
  return explainedError(await connect(url).catch((error: unknown) => error));
}

test("what keeps a connection from being made is told by what is wrong with the address", async () => {
  const url = await server.database();
  const changed = (change: (address: URL) => void) => {
    const address = new URL(url);
    change(address);
    return address.href;
  };
  expect(await failureOf(changed((address) => (address.port = "1")))).toMatchObject({
    code: "DATABASE_UNREACHABLE",
    message: expect.stringContaining("ECONNREFUSED"),
  });
  expect(await failureOf(changed((address) => (address.pathname = "/nowhere")))).toMatchObject({
    code: "DATABASE_MISSING",
    message: expect.stringContaining("nowhere"),
  });
  expect(await failureOf(changed((address) => (address.password = "wrong")))).toMatchObject({
    code: "DATABASE_LOGIN_REFUSED",
  });
});

test.each([
  ["SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string", "DATABASE_LOGIN_REFUSED"],
  ["The server does not support SSL connections", "DATABASE_TLS_REFUSED"],
  ["timeout expired", "DATABASE_UNREACHABLE"],
])("what pg says without a code is understood too: %s", (message, code) => {
  expect(explainedError(new Error(message))).toMatchObject({
    code,
    message: expect.stringContaining(message),
  });
});

test("an address that can't be parsed is reported with an example of one that can", () => {
  const error = (() => {
    try {
      return new URL("localhost/cars");
    } catch (reason) {
      return reason;
    }
  })();
  expect(explainedError(error)).toMatchObject({
    code: "DATABASE_URL_INVALID",
    hint: expect.stringContaining("postgresql://user:password@host:5432/name"),
  });
});

test("an error that is known stays what it is, with its hint", () => {
  const known = new MigratorError("BACKUP_ALTERED", "One byte differs.", "Use another one.");
  expect(explainedError(known)).toBe(known);
  const postgres = new PostgresError("POSTGRES_IN_USE", "Somebody uses it.", "Stop them.");
  expect(explainedError(postgres)).toMatchObject({ code: "POSTGRES_IN_USE", hint: "Stop them." });
});

test("of several attempts to connect each is told, and whatever else has its message", () => {
  const refused = Object.assign(new AggregateError([new Error("on ::1"), new Error("on 127.0.0.1")]), {
    code: "ECONNREFUSED",
  });
  expect(explainedError(refused).message).toBe("The database server cannot be reached: on ::1; on 127.0.0.1");
  expect(explainedError("odd")).toMatchObject({ code: "UNEXPECTED", message: "odd" });
});
