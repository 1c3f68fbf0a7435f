// Moments of the database, which are ISO 8601 in UTC, as a terminal shows them.

/** `2026-01-31` */
export const dayOf = (moment: string): string => moment.slice(0, "2026-01-31".length);

/** `2026-01-31 12:00` */
export const minuteOf = (moment: string): string =>
  moment.slice(0, "2026-01-31T12:00".length).replace("T", " ");

/** `2026-01-31 12:00:00` */
export const secondOf = (moment: string): string =>
  moment.slice(0, "2026-01-31T12:00:00".length).replace("T", " ");
