import type { z } from "zod";
import type { ApiDefinition } from "../definition.ts";
import { Forbidden, Unauthorized } from "../errors.ts";
import { type Changes, changedSchema, changesOf, filledChanges } from "./limited-schema.ts";
import { limitsOf, ruleOf } from "./limits.ts";
import { scopeFor } from "./reach.ts";
import type { User } from "./user.ts";

const NOTHING: readonly string[] = [];

/** What comes between a caller and the procedures of an API. */
export class Guard {
  readonly #definition: Pick<ApiDefinition, "access" | "domains">;
  readonly #callers = new Map<string, ReadonlySet<string>>();
  readonly #changes = new Map<string, Changes>();
  readonly #schemas = new WeakMap<z.ZodType, Map<string, z.ZodType>>();

  constructor(definition: Pick<ApiDefinition, "access" | "domains">) {
    this.#definition = definition;
  }

  /** Who calls. Throws Unauthorized where nobody is signed in, and Forbidden where the role may not call this. */
  admit(path: string, user: User | undefined): User {
    if (!user) throw new Unauthorized();
    if (this.#callersOf(path).has(user.role)) return user;
    throw new Forbidden(`Your role (${user.role}) may not call ${path}. Nothing was done.`);
  }

  /** The roles that may call a procedure that there is. */
  #callersOf(path: string): ReadonlySet<string> {
    const roles = this.#callers.get(path) ?? new Set(ruleOf(this.#definition.access, path));
    this.#callers.set(path, roles);
    return roles;
  }

  /** The schema of an input or an answer as the user has it. */
  schemaFor(schema: z.ZodType, path: string, user: User | undefined): z.ZodType {
    if (!user) return schema;
    const filled = this.#filledBy(path, user);
    const changes = this.#changesOf(user.role);
    if (changes.size === 0 && filled.length === 0) return schema;
    const key = [user.role, ...(filled.length > 0 ? [path, ...filled] : [])].join(" ");
    const known = this.#schemas.get(schema) ?? new Map<string, z.ZodType>();
    this.#schemas.set(schema, known);
    const found = known.get(key) ?? this.#limited(schema, path, changes, filled);
    known.set(key, found);
    return found;
  }

  #limited(schema: z.ZodType, path: string, changes: Changes, filled: readonly string[]): z.ZodType {
    const domain = this.#definition.domains[path.split(".")[0] ?? ""];
    const given = domain ? filledChanges(domain, filled) : [];
    return changedSchema(schema, new Map([...given, ...changes]));
  }

  /** The attributes of a create that the scope of the user gives. */
  #filledBy(path: string, user: User): readonly string[] {
    if (!path.endsWith(".create")) return NOTHING;
    const [name = ""] = path.split(".", 1);
    return Object.keys(scopeFor(limitsOf(this.#definition.access, name, user.role), user, name) ?? {});
  }

  #changesOf(role: string): Changes {
    const { access, domains } = this.#definition;
    const known = this.#changes.get(role);
    if (known) return known;
    const changes: Changes = new Map(
      Object.values(domains).flatMap((domain) => [...changesOf(domain, limitsOf(access, domain.name, role))]),
    );
    this.#changes.set(role, changes);
    return changes;
  }
}
