import type { Announcement } from "@pitstop/domain";
import { formatDay } from "./locale.ts";

/** What people read of a domain or a field: that it is to go comes first. Undefined where there is nothing to say. */
export function described({
  deprecated,
  sunset,
  description,
}: Announcement & { description?: string | undefined }): string | undefined {
  const day = sunset === undefined ? undefined : formatDay(sunset);
  const going =
    day === undefined ? "Deprecated: it will be removed." : `Deprecated: it can be removed from ${day} on.`;
  return [deprecated ? going : undefined, description].filter(Boolean).join(" ") || undefined;
}
