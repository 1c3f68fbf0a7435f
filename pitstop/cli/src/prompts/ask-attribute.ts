import type { Readable, Writable } from "node:stream";
import type { Attribute } from "../attribute-types/attribute.ts";
import { attributeTypes } from "../attribute-types/index.ts";
import { CliError, RefusedError } from "../errors.ts";
import { checkExpression } from "../grammar/check-expression.ts";

/** Where questions are shown and answered. */
export interface Terminal {
  readonly input?: Readable;
  readonly output: Writable;
}

/** What was answered about a new attribute, and the value of existing rows where one is needed. */
export interface AskedAttribute {
  /** As it would be typed: `price:decimal:12,2!=0`. */
  readonly word: string;
  readonly backfill?: string;
}

/**
 * Asks for an attribute: name, type, what the type needs to know, whether it is required, its default. `checkName`
 * throws for a name that can't be. Throws RefusedError NOT_CONFIRMED if the person stops.
 */
export async function askAttribute(
  terminal: Terminal,
  checkName: (name: string) => void,
): Promise<AskedAttribute> {
  const { confirm, select, text } = await import("@clack/prompts");
  // The only symbol is that of a canceled question.
  const answered = <Answer>(answer: Answer): Exclude<Answer, symbol> => {
    if (typeof answer === "symbol")
      throw new RefusedError("NOT_CONFIRMED", "Nothing was done.", "Run the command again.");
    return answer as Exclude<Answer, symbol>; // TypeScript doesn't narrow a type parameter
  };
  const ask = async (
    message: string,
    validate: (value: string) => void,
    given: { initialValue?: string } = {},
  ) =>
    answered(
      await text({
        message,
        ...given,
        ...terminal,
        validate: (value = "") => problemOf(() => validate(value.trim())),
      }),
    ).trim();

  const name = await ask("What is the attribute called? In camelCase, like topSpeed", checkName);
  const typeName = answered(
    await select({ message: "What does it hold?", options: typeOptions(), ...terminal }),
  );
  const type = attributeTypes.get(typeName);
  const words = (line: string): string[] => (line === "" ? [] : line.split(",").map((word) => word.trim()));
  const detail = type?.detail;
  const details = detail
    ? await ask(detail.question, (line) => type.rules(words(line)), { initialValue: detail.usual })
    : "";
  const rules = type?.rules(words(details)) ?? {};
  const isRequired = answered(
    await confirm({ message: "Does every record need one?", initialValue: false, ...terminal }),
  );
  const standard = await ask("What is its default? Leave it empty for none", (line) => {
    if (line !== "") type?.constant(line, rules);
  });
  const word = attributeWord({ name, typeName, details: words(details), isRequired, standard });
  if (!isRequired || standard !== "") return { word };
  const backfill = await ask(
    "What do existing rows get? An SQL expression, like 'none' or length(name)",
    checkExpression,
  );
  return { word, backfill };
}

/** Each type with what it is, one a line. */
function typeOptions(): { value: string; label: string }[] {
  const width = Math.max(...[...attributeTypes.keys()].map((name) => name.length));
  return [...attributeTypes.values()].map(({ name, summary }) => ({
    value: name,
    label: `${name.padEnd(width)}  ${summary}`,
  }));
}

/** The answers as the grammar has them. */
export function attributeWord(answers: {
  readonly name: string;
  readonly typeName: string;
  readonly details: readonly string[];
  readonly isRequired: boolean;
  readonly standard: Attribute["name"];
}): string {
  const { name, typeName, details, isRequired, standard } = answers;
  const statement = [name, typeName, details.join(",")].filter(Boolean).join(":");
  return `${statement}${isRequired ? "!" : ""}${standard === "" ? "" : `=${standard}`}`;
}

/** The message and the hint of what is wrong with an answer; undefined if nothing is. */
function problemOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof CliError) return `${error.message} ${error.hint}`;
    throw error;
  }
}
