// Spectral, the fifth of them, brings 240 packages: it looks in the long form, beside the generators of clients.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import SwaggerParser from "@apidevtools/swagger-parser";
import { seedExamples } from "@app/db";
import { openApiDocument } from "@pitstop/trpc/rest";
import { api, servedApi } from "@pitstop/trpc/test/application";
import { machinesModule } from "@pitstop/trpc/test/machines";
import { validate } from "@readme/openapi-parser";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, onTestFinished, test } from "vitest";

/** The document of the application, and of domains with an attribute of every type. */
const document = async () =>
  JSON.stringify(
    openApiDocument(servedApi().operations, {
      api: api.definition,
      seeded: await seedExamples(),
      origin: "https://api.example",
    }),
  );

test("the document has the attributes of every type", async () => {
  expect(machinesModule).toBeTruthy();
  expect(Object.keys(JSON.parse(await document()).components.schemas)).toEqual(
    expect.arrayContaining(["MachineCreate", "JsonValue"]),
  );
});

test("it is valid by the schema of OpenAPI 3.1, with all its references", async () => {
  const validator = new Validator();
  const result = await validator.validate(JSON.parse(await document()));
  expect(result.errors).toBeUndefined();
  expect(result.valid).toBe(true);
  expect(validator.version).toBe("3.1");
});

test("it leaves the parsers of ReadMe and Swagger nothing to say", async () => {
  const text = await document();
  expect(await validate(JSON.parse(text))).toEqual({ valid: true, warnings: [], specification: "OpenAPI" });
  await SwaggerParser.validate(JSON.parse(text));
});

test("it leaves Redocly nothing to say", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pitstop-openapi-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "openapi.json"), await document());
  const command = join(import.meta.dirname, "../../node_modules/.bin/redocly");
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const words = ["lint", "openapi.json", "--extends=recommended", "--format=json"];
  const { stdout } = await promisify(execFile)(command, words, { cwd: folder, env });
  expect(JSON.parse(stdout)).toMatchObject({ totals: { errors: 0, warnings: 0, ignored: 0 } });
});
