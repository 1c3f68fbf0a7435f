import { StartError } from "../start-error.ts";

/** Pitstop's own, that of the pages without a theme. */
const OWN_COLOR = "#3b49c4";

/** What WCAG AA asks of text. */
const CONTRAST = 4.5;

/** Behind the reference's text in light and dark; of its surfaces those that come closest to the text. */
const SURFACES = { light: "#f0f0f0", dark: "#272727" } as const;

type Rgb = readonly [number, number, number];

/** An application's color where it is used: the bar with its text, and links in light and dark. */
export interface PageColors {
  bar: string;
  onBar: string;
  light: string;
  dark: string;
}

/** The colors of the API page from the application's own, moved as far as it takes to be read. Throws StartError for what is no color. */
export function pageColors(color: string = OWN_COLOR): PageColors {
  const rgb = read(color);
  const onBar = contrast(rgb, WHITE) >= CONTRAST ? WHITE : BLACK;
  return {
    bar: color,
    onBar: written(onBar),
    light: written(readable(rgb, BLACK, read(SURFACES.light))),
    dark: written(readable(rgb, WHITE, read(SURFACES.dark))),
  };
}

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

function read(color: string): Rgb {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (!digits) {
    throw new StartError(
      "SETTINGS_INVALID",
      `The application's color ${JSON.stringify(color)} can't be read.`,
      `Write it as six hexadecimal digits, such as ${OWN_COLOR}.`,
    );
  }
  const [red = 0, green = 0, blue = 0] = digits.slice(1).map((pair) => Number.parseInt(pair, 16));
  return [red, green, blue];
}

const written = (rgb: Rgb): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;

/** The color with as little of black or white in it as makes it readable; either of them is at the end. */
function readable(color: Rgb, end: Rgb, surface: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = color.map((part, index) => part + ((end[index] ?? 0) - part) * share);
    const candidate: Rgb = [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0];
    if (contrast(candidate, surface) >= CONTRAST) return candidate;
  }
  return end;
}

/** The ratio of two colors, 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
function contrast(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
