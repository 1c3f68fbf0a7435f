import { z } from "zod";
import { FileEdit, indentAt, lineStart } from "../edit/file-edit.ts";
import type { Source } from "../edit/source.ts";
import { UsageError } from "../errors.ts";
import { flag, option } from "../grammar/arguments.ts";
import type { Announcement } from "../layers/announcement.ts";
import type { AnnouncementEntries } from "../layers/types/types-announce.ts";
import { checkText } from "../names/check-text.ts";

/** The options of every deprecation. */
export const deprecationOptions = {
  sunset: option("First day on which it may be gone, YYYY-MM-DD; defaults to half a year from now"),
  instead: option("What to use instead, in a few words"),
  withdraw: flag("Withdraw the announcement: it stays"),
};

/** What was typed of them. */
export interface Asked {
  readonly sunset?: string | undefined;
  readonly instead?: string | undefined;
  readonly withdraw?: boolean;
}

/** What is deprecated, or no longer. */
interface Subject {
  /** What is said of it now. */
  readonly announcement: Announcement;
  readonly name: string;
  /** The command that comes after a deprecation. */
  readonly removal: string;
}

/** What the shared types say from now on, the comment for editors, and why; no comment where the announcement is taken back. */
export interface Deprecation {
  readonly entries: AnnouncementEntries;
  readonly comment: string | undefined;
  readonly why: string;
}

/** Throws UsageError BAD_FLAG, BAD_TEXT, and NO_CHANGE where it is so already. */
export function deprecation(today: string, asked: Asked, subject: Subject): Deprecation {
  const { announcement, name, removal } = subject;
  if (asked.withdraw === true) return withdrawal(asked, subject);
  if (announcement.isDeprecated)
    throw new UsageError(
      "NO_CHANGE",
      `"${name}" is already deprecated.`,
      `Remove it: pitstop ${removal}. Or take the announcement back: --withdraw.`,
    );
  return { ...announced(today, asked), why: `${name} will go` };
}

function withdrawal({ sunset, instead }: Asked, { announcement, name }: Subject): Deprecation {
  if (sunset !== undefined || instead !== undefined)
    throw new UsageError(
      "BAD_FLAG",
      "--withdraw can't be combined with --sunset or --instead.",
      "Pass --withdraw alone.",
    );
  if (!announcement.isDeprecated)
    throw new UsageError("NO_CHANGE", `"${name}" isn't deprecated.`, "There is nothing to withdraw.");
  const entries = { deprecated: undefined, deprecatedSince: undefined, sunset: undefined };
  return { entries, comment: undefined, why: `${name} stays` };
}

function announced(today: string, { sunset, instead }: Asked): Pick<Deprecation, "entries" | "comment"> {
  const day = sunset ?? halfAYearAfter(today);
  if (!z.iso.date().safeParse(day).success || day < today) {
    throw new UsageError(
      "BAD_FLAG",
      `--sunset needs a day in the future, not "${day}".`,
      "Write it like 2027-06-30.",
    );
  }
  if (instead !== undefined) checkText(instead, "hint");
  const other = instead === undefined ? "" : `; use ${instead.replaceAll("*/", "*\\/")}`;
  return {
    entries: { deprecated: true, deprecatedSince: today, sunset: day },
    comment: `/** @deprecated It may be gone from ${day} on${other}. */`,
  };
}

/**
 * The file with a comment on a line of its own above what begins at an offset; without one, the comment that is there
 * goes, whoever wrote it.
 */
export function withComment(source: Source, start: number, comment: string | undefined): string {
  const edit = new FileEdit(source);
  const { text, eol } = source;
  if (comment === undefined) {
    const there = /\/\*\* @deprecated(?:[^*\n]|\*(?!\/))*\*\/\s*$/.exec(text.slice(0, start));
    if (there) edit.remove(there.index, start);
    return edit.toString();
  }
  const line = `${comment}${eol}${indentAt(text, start)}`;
  // TypeScript takes a comment behind a brace as one about the brace, and shows it to nobody.
  const isFirstOnLine = text.slice(lineStart(text, start), start).trim() === "";
  edit.insert(start, isFirstOnLine ? line : `${eol}${indentAt(text, start)}${line}`);
  return edit.toString();
}

function halfAYearAfter(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 182);
  return day.toISOString().slice(0, 10);
}
