import { CreateError } from "./create-error.ts";

/** What an application is called where. */
export interface Names {
  /** Its folder, its package, and the scope of its packages: "acme-cars". */
  readonly name: string;
  /** On its pages: "Acme Cars". */
  readonly title: string;
}

/** The names of an application. Throws CreateError CREATE_NAME_INVALID. */
export function namesOf(name: string): Names {
  if (name.length > MAX_LENGTH || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new CreateError(
      "CREATE_NAME_INVALID",
      `"${name}" can't be the name of an application.`,
      `Use at most ${MAX_LENGTH} lowercase letters, digits and single hyphens, beginning with a letter, such as acme-cars.`,
    );
  }
  if (TAKEN.has(name)) {
    throw new CreateError(
      "CREATE_NAME_INVALID",
      `"${name}" is the name of packages that the application uses.`,
      "Choose another one.",
    );
  }
  return { name, title: name.split("-").map(capitalized).join(" ") };
}

/** In characters: names of packages may have 214, with what stands behind the scope. */
const MAX_LENGTH = 60;

/** Scopes and packages that the template depends on: one's own would hide them. */
const TAKEN = new Set(["pitstop", "trpc", "mikro-orm", "types", "react", "node", "turbo", "vite", "zod"]);

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
