import { type Contract, type Endpoint, FORMAT, type Procedure } from "../contract.ts";
import type { Schema } from "../schema.ts";
import { proceduresOf, type RouterProcedure, type TrpcRouter, transformerOf } from "./router.ts";
import { SharedSchemas } from "./shared-schemas.ts";
import { sourceHash } from "./source-hash.ts";
import { isZodSchema, type ZodSchema } from "./zod.ts";
import type { Direction } from "./zod-to-schema.ts";

/** What an application knows of its procedures that their schemas don't say. */
export interface ContractOptions {
  /** Schemas that stand in the contract once, by name. */
  readonly named?: Readonly<Record<string, ZodSchema>>;
  /** Schemas of a library, whose functions are left out: they change with its version, not with the API. */
  readonly library?: readonly ZodSchema[];
  /** The codes that a procedure fails with; by default those of `.meta({ errors: [...] })`. */
  readonly errors?: (procedure: string, meta: ProcedureMeta) => readonly string[];
  /** How REST clients call a procedure; by default as `.meta({ openapi: { method, path } })` says. */
  readonly endpoint?: (procedure: string, meta: ProcedureMeta) => Endpoint | undefined;
  /** Answers of procedures without `.output()`, as their types have them. */
  readonly answers?: ReadonlyMap<string, Schema>;
  /** Reads schemas that stand in the contract beside those of the procedures; what they refer to is kept. */
  readonly more?: (read: (schema: ZodSchema, io: Direction) => Schema) => readonly Schema[];
}

/** What `.meta()` of a procedure may say to the contract; any other key is ignored. */
export interface ProcedureMeta {
  readonly deprecated?: boolean;
  /** The day from which it may be gone, YYYY-MM-DD. */
  readonly sunset?: string;
  readonly errors?: readonly string[];
  /** As `trpc-to-openapi` reads it. */
  readonly openapi?: { readonly method?: string; readonly path?: string; readonly enabled?: boolean };
}

/**
 * Describes a tRPC 11 router with zod 4 schemas: what each procedure accepts, answers and fails with. Nothing of it
 * depends on the order of the router, the machine or the day.
 *
 * @example
 * ```ts
 * import { compare, contractOf } from "@pitstop/contract";
 *
 * const findings = compare(contractOf(oldRouter), contractOf(appRouter), { today: "2026-11-27" });
 * ```
 */
export function contractOf(router: TrpcRouter, options: ContractOptions = {}): Contract {
  const shared = new SharedSchemas(options.library);
  const procedures = proceduresOf(router);
  for (const [name, schema] of Object.entries(options.named ?? {}))
    shared.name(name, shared.read(schema, "output"));
  for (const { name, procedure } of procedures) nameRecord(shared, name, procedure);
  const described = procedures.map(
    ({ name, procedure }) => [name, describe(shared, name, procedure, options)] as const,
  );
  const more = options.more?.((schema, io) => shared.read(schema, io)) ?? [];
  const transformer = transformerOf(router);
  return {
    pitstopContract: FORMAT,
    ...(transformer !== undefined && { transformer }),
    definitions: shared.definitionsOf([
      ...described.flatMap(([, { input, output }]) => [input, output]),
      ...more,
    ]),
    procedures: Object.fromEntries(described),
  };
}

/** A domain's record and filter stand once, under the domain's name: `Car`, `CarFilter`. */
function nameRecord(shared: SharedSchemas, procedure: string, { inputs, output }: RouterProcedure): void {
  const [domain = "", name] = procedure.split(".");
  const title = domain.charAt(0).toUpperCase() + domain.slice(1);
  const [input] = inputs;
  if (name === "byId" && isZodSchema(output)) shared.name(title, shared.read(output, "output"));
  if (name !== "list" || !isZodSchema(input)) return;
  const filter = input._zod.def.shape?.filter;
  if (filter) shared.name(`${title}Filter`, shared.read(filter, "input"));
}

function describe(
  shared: SharedSchemas,
  name: string,
  { type, inputs, output, meta }: RouterProcedure,
  options: ContractOptions,
): Procedure {
  const { errors = (_name, { errors: stated }) => stated ?? [], endpoint = openApiOf, answers } = options;
  const schemas = inputs.map((each) => readParser(shared, each, "input"));
  const input = isNothing(schemas) ? undefined : inputOf(schemas);
  const answer = output === undefined ? answers?.get(name) : readParser(shared, output, "output");
  const known = endpoint(name, meta);
  return {
    type,
    ...(input !== undefined && { input }),
    ...(input !== undefined && inputs.every(mayBeOmitted) && { inputOptional: true }),
    ...(answer !== undefined && { output: answer }),
    errors: [...errors(name, meta)],
    ...(known && { endpoint: known }),
    ...(meta.deprecated && { deprecated: true }),
    ...(meta.sunset !== undefined && { sunset: meta.sunset }),
  };
}

/** A parser that is no zod schema accepts anything, as far as can be seen; of a function, its source can be told. */
function readParser(shared: SharedSchemas, parser: unknown, io: Direction): Schema {
  if (isZodSchema(parser)) return shared.read(parser, io);
  return { "x-checks": [typeof parser === "function" ? sourceHash(parser) : "a parser of another library"] };
}

/** Several inputs, one added by each step of a procedure, all have to hold. */
const inputOf = (schemas: readonly Schema[]): Schema | undefined =>
  schemas.length > 1 ? { allOf: [...schemas] } : schemas[0];

/** An input that is void is none. */
const isNothing = (schemas: readonly Schema[]): boolean =>
  schemas.every((schema) => typeof schema === "object" && schema["x-type"] === "undefined");

/** Whether a call without an input gets through. What only an asynchronous check could tell is taken for the worse. */
function mayBeOmitted(parser: unknown): boolean {
  if (!canParse(parser)) return false;
  try {
    return parser.safeParse(undefined).success === true;
  } catch {
    return false;
  }
}

const canParse = (parser: unknown): parser is { safeParse(value: unknown): { success: unknown } } =>
  typeof parser === "object" &&
  parser !== null &&
  "safeParse" in parser &&
  typeof parser.safeParse === "function";

/** What `trpc-to-openapi` makes of a procedure. */
function openApiOf(_name: string, { openapi }: ProcedureMeta): Endpoint | undefined {
  if (!openapi?.method || !openapi.path || openapi.enabled === false) return undefined;
  return { method: openapi.method.toUpperCase(), path: openapi.path };
}
