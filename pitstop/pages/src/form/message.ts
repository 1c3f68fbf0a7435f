/** The parts of a zod issue that decide the words. */
interface Issue {
  code?: string | undefined;
  input?: unknown;
  origin?: string;
  minimum?: number | bigint;
  maximum?: number | bigint;
  inclusive?: boolean;
  format?: string;
}

const nothing = new Set<unknown>([undefined, null, ""]);

/** The sentence at the field. A message that the schema itself gives goes before it. */
export function messageOf(issue: Issue): string {
  if (nothing.has(issue.input)) return "Fill this in.";
  switch (issue.code) {
    case "too_small":
      if (issue.origin === "string") return emptyOrShort(Number(issue.minimum));
      return `Use ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}.`;
    case "too_big":
      if (issue.origin === "string") return `Use at most ${issue.maximum} characters.`;
      return `Use ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}.`;
    case "invalid_value":
      return "Choose one of the values.";
    case "invalid_type":
      return typeof issue.input === "number" && !Number.isNaN(issue.input)
        ? "Use a whole number."
        : "This is not a value that fits here.";
    case "invalid_format":
      return formats[issue.format ?? ""] ?? "This does not have the expected form.";
    case "not_multiple_of":
      return "This is not a step that fits.";
    default:
      return "This value does not fit here.";
  }
}

// After trimming, a text of blanks is as good as none.
const emptyOrShort = (minimum: number): string =>
  minimum === 1 ? "Fill this in." : `Use at least ${minimum} characters.`;

const formats: Record<string, string> = {
  email: "This is not an e-mail address, such as name@example.org.",
  url: "This is not an address, such as https://example.org.",
  uuid: "This is not a UUID.",
  date: "Enter a date as year, month and day, such as 2026-01-31.",
  duration: "Enter a duration, such as 1 d 2 h 30 min or P1DT2H30M.",
  datetime: "Enter a date and time, such as 2026-01-31 14:30.",
};
