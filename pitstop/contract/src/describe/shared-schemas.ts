import { DEFINITIONS, type Definitions, type JsonSchema, type Schema } from "../schema.ts";
import { canonical } from "../sorted.ts";
import { functionsOf, withoutFunctions } from "./functions.ts";
import { rewriteSchema, withoutNotes } from "./rewrite-schema.ts";
import type { ZodSchema } from "./zod.ts";
import { type Direction, describeZod, type WrittenSchema } from "./zod-to-schema.ts";

/**
 * The schemas that stand in a contract once, under a name, and are referred to everywhere else: a change of a car then
 * shows in one place of a diff. A schema is known by what it accepts, not by where it comes from.
 */
export class SharedSchemas {
  readonly #definitions: Record<string, JsonSchema> = {};
  readonly #names = new Map<string, string>();
  /** The outlines of the named schemas: most schemas differ from all of them at first sight. */
  readonly #outlines = new Set<string>();
  readonly #texts = {
    input: new Map<ZodSchema, WrittenSchema>(),
    output: new Map<ZodSchema, WrittenSchema>(),
  };
  readonly #library: ReadonlySet<string>;
  #count = 1;

  /** `library` are schemas whose functions are not the application's. */
  constructor(library: readonly ZodSchema[] = []) {
    this.#library = functionsOf(library);
  }

  /** The contract's form of a zod schema. */
  read(schema: ZodSchema, io: Direction): Schema {
    const { $defs = {}, ...root } = this.#written(schema, io);
    const local = this.#recursions($defs);
    // A schema that contains itself is called "#" within.
    if (refersTo(root, "#")) return { $ref: this.#recursive("#", root, local) };
    return this.#contractForm(root, local);
  }

  /** A record is the answer of several procedures, and takes its time. */
  #written(schema: ZodSchema, io: Direction): WrittenSchema {
    const known = this.#texts[io].get(schema);
    if (known) return known;
    const written = withoutFunctions(describeZod(schema, io), this.#library);
    this.#texts[io].set(schema, written);
    return written;
  }

  /** Gives a schema a name, under which it stands from now on wherever it occurs. */
  name(name: string, schema: Schema): void {
    if (typeof schema === "boolean") return;
    if (schema.$ref === undefined) this.#define(name, schema);
    else this.#rename(schema.$ref.slice(DEFINITIONS.length), name);
  }

  /** The named schemas that the given ones refer to, and what those refer to. */
  definitionsOf(schemas: readonly (Schema | undefined)[]): Definitions {
    const used: Definitions = {};
    const follow = (schema: JsonSchema): void => {
      rewriteSchema(schema, (each) => {
        const name = each.$ref?.slice(DEFINITIONS.length);
        const target = name === undefined ? undefined : this.#definitions[name];
        if (name === undefined || target === undefined || Object.hasOwn(used, name)) return each;
        used[name] = target;
        follow(target);
        return each;
      });
    };
    for (const schema of schemas) if (typeof schema === "object") follow(schema);
    return used;
  }

  #define(name: string, schema: JsonSchema): void {
    const { core } = withoutNotes(schema);
    const text = canonical(core);
    if (this.#names.has(text) || Object.hasOwn(this.#definitions, name)) return;
    this.#remember(core, text, name);
    this.#definitions[name] = schema;
  }

  /** Where each of the recursive schemas that were set apart stands in the contract: those first that need no other. */
  #recursions(schemas: Readonly<Record<string, JsonSchema>>): ReadonlyMap<string, string> {
    const targets = new Map<string, string>();
    const waiting = new Map(Object.entries(schemas).map(([key, schema]) => [`#/$defs/${key}`, schema]));
    while (waiting.size > 0) {
      const next = [...waiting].find(([own, schema]) =>
        [...waiting.keys()].every((other) => other === own || !refersTo(schema, other)),
      );
      if (!next) break;
      waiting.delete(next[0]);
      targets.set(next[0], this.#recursive(...next, targets));
    }
    // What is left refers to each other in a circle: each gets a name before the first is read.
    for (const own of waiting.keys()) targets.set(own, this.#nextName());
    for (const [own, schema] of waiting) {
      const name = targets.get(own)?.slice(DEFINITIONS.length) ?? "";
      this.#definitions[name] = this.#contractForm(schema, targets);
    }
    return targets;
  }

  /** A recursive schema needs a name to refer to; the same one is given one name, wherever it was met. */
  #recursive(own: string, schema: JsonSchema, others: ReadonlyMap<string, string>): string {
    const form = this.#contractForm(schema, new Map([...others, [own, ITSELF]]));
    if (form.$ref !== undefined) return form.$ref; // known already: all of it was replaced by a reference
    const target = this.#nextName();
    const name = target.slice(DEFINITIONS.length);
    const { core } = withoutNotes(form);
    this.#remember(core, canonical(core), name);
    this.#definitions[name] = rewriteSchema(form, (each) => redirected(each, new Map([[ITSELF, target]])));
    return target;
  }

  #contractForm(schema: JsonSchema, targets: ReadonlyMap<string, string>): JsonSchema {
    return rewriteSchema(schema, (each) => this.#shared(redirected(each, targets)));
  }

  #nextName(): string {
    return `${DEFINITIONS}Recursive${this.#count++}`;
  }

  #rename(before: string, after: string): void {
    const schema = this.#definitions[before];
    const found = [...this.#names].find(([, name]) => name === before);
    if (!(schema && found) || Object.hasOwn(this.#definitions, after)) return;
    const target = new Map([[DEFINITIONS + before, DEFINITIONS + after]]);
    delete this.#definitions[before];
    this.#definitions[after] = rewriteSchema(schema, (each) => redirected(each, target));
    this.#names.set(found[0], after);
  }

  #remember(core: JsonSchema, text: string, name: string): void {
    this.#names.set(text, name);
    this.#outlines.add(outline(core));
  }

  #shared(schema: JsonSchema): JsonSchema {
    const { core, notes } = withoutNotes(schema);
    if (!this.#outlines.has(outline(core))) return schema;
    const name = this.#names.get(canonical(core));
    if (name === undefined) return schema;
    const { title, ...more } = notes;
    const hasOtherTitle = title !== undefined && title !== this.#definitions[name]?.title;
    return { ...more, ...(hasOtherTitle && { title }), $ref: DEFINITIONS + name };
  }
}

/** The type, and how many keywords and properties there are: equal schemas have the same. */
const outline = (schema: JsonSchema): string =>
  `${schema.type} ${Object.keys(schema).length} ${Object.keys(schema.properties ?? {}).length}`;

/** What a recursive schema calls itself before it has a name. */
const ITSELF = "itself";

function redirected(schema: JsonSchema, targets: ReadonlyMap<string, string>): JsonSchema {
  const target = schema.$ref === undefined ? undefined : targets.get(schema.$ref);
  return target === undefined ? schema : { ...schema, $ref: target };
}

const refersTo = (schema: JsonSchema, target: string): boolean =>
  JSON.stringify(schema).includes(`"$ref":${JSON.stringify(target)}`);
