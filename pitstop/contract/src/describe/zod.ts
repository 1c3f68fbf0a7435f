// What is read of zod schemas: the part of `_zod` that zod keeps stable for libraries. Nothing is imported, so the
// schemas may come from any zod 4, from `zod/mini`, or from another copy of zod than this package would find.

/** A schema of zod 4. */
export interface ZodSchema {
  readonly _zod: {
    readonly def: ZodDefinition;
    readonly optin?: string | undefined;
    readonly optout?: string | undefined;
    readonly bag?: object;
    readonly pattern?: RegExp | undefined;
    readonly values?: ReadonlySet<unknown> | undefined;
  };
  meta?(): unknown;
}

/** The parts that one kind of schema or another has; `type` says which. */
export interface ZodDefinition {
  readonly type: string;
  readonly checks?: readonly unknown[] | undefined;
  readonly coerce?: boolean | undefined;
  readonly check?: string | undefined;
  readonly format?: string | undefined;
  readonly pattern?: RegExp | undefined;
  readonly innerType?: ZodSchema | undefined;
  readonly element?: ZodSchema | undefined;
  readonly shape?: Readonly<Record<string, ZodSchema>> | undefined;
  readonly catchall?: ZodSchema | undefined;
  readonly options?: readonly ZodSchema[] | undefined;
  readonly inclusive?: boolean | undefined;
  readonly left?: ZodSchema | undefined;
  readonly right?: ZodSchema | undefined;
  readonly items?: readonly ZodSchema[] | undefined;
  readonly rest?: ZodSchema | null | undefined;
  readonly keyType?: ZodSchema | undefined;
  readonly valueType?: ZodSchema | undefined;
  readonly mode?: string | undefined;
  readonly partial?: boolean | undefined;
  readonly entries?: Readonly<Record<string, string | number>> | undefined;
  readonly values?: readonly unknown[] | undefined;
  readonly in?: ZodSchema | undefined;
  readonly out?: ZodSchema | undefined;
  readonly getter?: () => ZodSchema | undefined;
  readonly defaultValue?: unknown | undefined;
  readonly transform?: unknown | undefined;
  readonly fn?: unknown | undefined;
}

export interface ZodCheck {
  readonly _zod: {
    readonly def: Readonly<Record<string, unknown>> & { readonly check: string };
    readonly check?: unknown;
  };
}

export const isZodSchema = (value: unknown): value is ZodSchema =>
  typeof value === "object" && value !== null && "_zod" in value && isDefined(value._zod);

const isDefined = (internals: unknown): boolean =>
  typeof internals === "object" && internals !== null && "def" in internals;
