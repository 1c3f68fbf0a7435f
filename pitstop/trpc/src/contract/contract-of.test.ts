import { type Contract, compare, writeContract } from "@pitstop/contract";
import { Json } from "@pitstop/domain";
import { expect, test } from "vitest";
import { z } from "zod";
import { api, procedure, router } from "../../test/application.ts";
import { contractOf } from "./index.ts";

const Boat = z.object({ id: z.int(), color: z.string().nullable() }).meta({ title: "Boat" });
const never = (): never => {
  throw new Error("No procedure of these tests is called.");
};
const input = (schema: z.ZodType): unknown => {
  const { procedures } = contractOf(
    api,
    router({ boat: router({ find: procedure.input(schema).query(never) }) }),
  );
  return Object.values(procedures).at(0)?.input;
};

test("a record is described once, under the domain's name, and referred to wherever it is answered", () => {
  const contract = contractOf(
    api,
    router({
      boat: router({
        byId: procedure.output(Boat).query(never),
        list: procedure.output(z.object({ items: z.array(Boat) })).query(never),
      }),
    }),
  );
  const boat = { $ref: "#/definitions/Boat" };
  expect(contract).toMatchObject({
    definitions: { Boat: { properties: { color: { type: ["string", "null"] } } } },
    procedures: {
      "boat.byId": { output: boat },
      "boat.list": { output: { properties: { items: { items: boat } } } },
    },
  });
});

test("the order of the router is none of the contract", () => {
  const list = procedure.input(z.object({ b: z.string(), a: z.enum(["y", "x"]) })).query(never);
  const byId = procedure.output(Boat).query(never);
  const one = contractOf(api, router({ boat: router({ list, byId }), anchor: router({ list }) }));
  const other = contractOf(api, router({ anchor: router({ list }), boat: router({ byId, list }) }));
  expect(writeContract(one)).toBe(writeContract(other));
});

test("an input is described as a client may send it: what has a default may be left out", () => {
  expect(input(z.strictObject({ limit: z.number().default(20) }))).toEqual({
    type: "object",
    additionalProperties: false,
    properties: { limit: { type: "number", default: 20 } },
  });
});

test("what only our own pages read is left out; what clients are told of stays", () => {
  const color = z.string().meta({ label: "Color", sortable: true, deprecated: true, sunset: "2027-01-01" });
  expect(input(z.strictObject({ color }))).toMatchObject({
    properties: { color: { type: "string", deprecated: true, sunset: "2027-01-01" } },
  });
  expect(JSON.stringify(input(z.strictObject({ color })))).not.toMatch(/label|sortable/);
});

test("deprecating an attribute, or having the database fill it, is no rule that a value is held to", () => {
  const color = z.string().meta({ deprecated: true, deprecatedSince: "2026-11-23", filled: true });
  expect(input(z.strictObject({ color }))).toMatchObject({ properties: { color: { type: "string" } } });
  expect(JSON.stringify(input(z.strictObject({ color })))).not.toMatch(/Since|filled/);
});

test("an input that is retired says so", () => {
  const retired = z.unknown().meta({ retired: true }).optional();
  expect(input(z.strictObject({ color: retired }))).toMatchObject({
    properties: { color: { retired: true } },
  });
});

test("an attribute of JSON refers to one recursive schema, however often it stands there", () => {
  const schema = z.strictObject({ a: Json, b: Json.nullable() });
  const { definitions } = contractOf(
    api,
    router({ boat: router({ find: procedure.input(schema).query(never) }) }),
  );
  expect(Object.keys(definitions)).toEqual(["JsonValue"]);
});

test("schemas that contain each other in a circle are written, and every reference in them leads somewhere", () => {
  interface Room {
    doors?: Door[] | undefined;
  }
  interface Door {
    rooms: Room[];
    twin?: Door | undefined;
  }
  const Room: z.ZodType<Room> = z.lazy(() => z.object({ doors: z.array(Door).optional() }));
  const Door: z.ZodType<Door> = z.lazy(() => z.object({ rooms: z.array(Room), twin: Door.optional() }));
  const contract = contractOf(
    api,
    router({ house: router({ find: procedure.output(z.object({ Room, Door })).query(never) }) }),
  );
  for (const target of referencesIn(contract)) expect(contract.definitions).toHaveProperty([target]);
});

test("an input that may be left out altogether says so, and one that must be sent says nothing of it", () => {
  const find = (schema: z.ZodType) =>
    contractOf(api, router({ find: procedure.input(schema).query(never) })).procedures.find;
  const where = z.strictObject({ limit: z.int().optional() });
  expect(find(where.optional())).toMatchObject({ inputOptional: true });
  expect(find(where.default({}))).toMatchObject({ inputOptional: true });
  expect(find(where)).not.toHaveProperty("inputOptional");
  const both = procedure.input(where.optional()).input(where).query(never);
  expect(contractOf(api, router({ both })).procedures.both).not.toHaveProperty("inputOptional");
  expect(
    compare(
      contractOf(api, router({ find: procedure.input(where.optional()).query(never) })),
      contractOf(api, router({ find: procedure.input(where).query(never) })),
      { today: "2026-06-15" },
    ),
  ).toMatchObject([{ level: "breaking", procedure: "find" }]);
});

test("an input whose check takes its time counts as one that must be sent", () => {
  const slow = z
    .string()
    .optional()
    .refine(async () => true);
  const { find } = contractOf(api, router({ find: procedure.input(slow).query(never) })).procedures;
  expect(find).toHaveProperty("input");
  expect(find).not.toHaveProperty("inputOptional");
});

test("a procedure without schemas says nothing of them", () => {
  const { procedures } = contractOf(api, router({ ping: procedure.query(() => "pong") }));
  expect(procedures.ping).not.toHaveProperty("input");
  expect(procedures.ping).not.toHaveProperty("output");
});

test("a procedure states its deprecation and the codes of its own", () => {
  const sold = procedure
    .meta({ deprecated: true, sunset: "2027-01-01", errors: ["PRECONDITION_FAILED"] })
    .mutation(never);
  expect(contractOf(api, router({ boat: router({ sold }) })).procedures["boat.sold"]).toMatchObject({
    type: "mutation",
    errors: [
      "BAD_REQUEST",
      "FORBIDDEN",
      "GATEWAY_TIMEOUT",
      "INTERNAL_SERVER_ERROR",
      "PRECONDITION_FAILED",
      "SERVICE_UNAVAILABLE",
      "TOO_MANY_REQUESTS",
      "UNAUTHORIZED",
    ],
    deprecated: true,
    sunset: "2027-01-01",
  });
});

const referencesIn = (contract: Contract): string[] =>
  [...JSON.stringify(contract).matchAll(/"\$ref":"([^"]*)"/g)].map(([, target = ""]) =>
    target.replace("#/definitions/", ""),
  );

test("a procedure says how REST clients call it", () => {
  const sold = procedure.mutation(never);
  expect(contractOf(api, router({ boat: router({ sold }) })).procedures["boat.sold"]).toHaveProperty(
    "endpoint",
    {
      method: "POST",
      path: "/api/v1/boat/sold",
      operationId: "boatSold",
      parameters: [],
      status: 200,
    },
  );
});
