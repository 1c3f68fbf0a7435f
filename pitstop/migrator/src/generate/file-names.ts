import { phaseOf } from "@pitstop/lint/recipes";
import type { Piece } from "./piece.ts";
import type { PlannedDown, PlannedFile, PlannedStep } from "./planned-file.ts";

export interface FileNaming {
  /** When the first file is made; each of the others one second later. */
  readonly at: Date;
  /** What a person called the change: `add_price`. Without it the files are named after what they change. */
  readonly name?: string | undefined;
}

type Pieces = readonly [Piece, ...Piece[]];

/** Gives each list of pieces its file: names that rise with time and end in what the file does. */
export function namedFiles(files: readonly Pieces[], { at, name }: FileNaming): PlannedFile[] {
  const steps = files.map(stepOf);
  return files.map((pieces, index) => {
    const step = stepOf(pieces);
    const isOnlyOne = steps.filter((other) => other === step).length === 1;
    const subject =
      name === undefined ? subjectOf(pieces) : isOnlyOne ? name : `${name}_${subjectOf(pieces)}`;
    return { ...namesOf(at, index, [subject, step]), ...mergedOf(pieces) };
  });
}

/** `className` and `fileName` of the migration that comes `index` seconds after `at`. */
export function namesOf(
  at: Date,
  index: number,
  parts: readonly string[],
): Pick<PlannedFile, "className" | "fileName"> {
  const time = new Date(at.getTime() + index * 1000).toISOString();
  const stamp = time.slice(0, 19).replaceAll(/[-T:]/g, "");
  // The name becomes part of a class name.
  const words = parts
    .map((part) => part.replaceAll(/[^\p{ID_Continue}]+/gu, "_"))
    .filter((part) => part !== "");
  const className = [`Migration${stamp}`, ...words].join("_");
  return { className, fileName: `${className}.ts` };
}

function stepOf(pieces: Pieces): string {
  const steps = new Set(pieces.map(({ step }) => step));
  return steps.size === 1 ? pieces[0].step : "";
}

function subjectOf(pieces: Pieces): string {
  const subjects = [...new Set(pieces.map(({ subject }) => subject))];
  const [first = ""] = subjects;
  return subjects.length === 1 ? first : `${first}_and_more`;
}

function mergedOf(pieces: Pieces): Omit<PlannedFile, "className" | "fileName"> {
  const [first] = pieces;
  return {
    phase: phaseOf(first.stage),
    isTransactional: first.isTransactional,
    comment: [...new Set(pieces.map(({ comment }) => comment))].join("\n"),
    up: withoutRepeatedReasons(pieces.flatMap(({ up }) => up)),
    down: mergedDown(pieces),
  };
}

function mergedDown(pieces: Pieces): PlannedDown {
  const ways = pieces.map(({ down }) => down).reverse();
  const impossible = ways.flatMap((down) => ("impossible" in down ? down.impossible : []));
  if (impossible.length > 0) return { impossible: impossible.join(" ") };
  const possible = ways.flatMap((down) => ("steps" in down ? down : []));
  const why = [...new Set(possible.flatMap((down) => down.why ?? []))].join(" ");
  const steps = withoutRepeatedReasons(possible.flatMap(({ steps }) => steps));
  return why === "" ? { steps } : { steps, why };
}

// Said once, a reason holds for the statements below it too.
function withoutRepeatedReasons(steps: readonly PlannedStep[]): PlannedStep[] {
  const said = new Set<string>();
  return steps.map((step) => {
    const { why } = step;
    if (why === undefined || said.has(why)) return { ...step, why: undefined };
    said.add(why);
    return step;
  });
}
