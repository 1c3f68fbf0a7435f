/** A day from which something may be gone, and the day since which people know of it: YYYY-MM-DD. */
export interface Deprecation {
  readonly since?: string | undefined;
  readonly sunset?: string | undefined;
}

/** What the answers to a request have to say beside what was asked for. */
export class Notices {
  readonly #deprecated = new Map<string, Deprecation>();
  readonly #renamed = new Set<string>();
  readonly #ofKeys: Record<string, string> = {};

  /** `name` is a domain (`car`), an attribute or a relation (`car.color`), or a procedure (`car.paint`) that is to go. */
  deprecated(name: string, deprecation: Deprecation): void {
    this.#deprecated.set(name, deprecation);
  }

  /** What was given under a previous name: `car.color=paint`. */
  renamed(from: string, to: string): void {
    this.#renamed.add(`${from}=${to}`);
  }

  /** The answer is that of an earlier call with the same Idempotency-Key. */
  replayed(): void {
    this.#ofKeys["idempotent-replayed"] = "true";
  }

  /** The same call may go through in a moment. */
  retryLater(): void {
    this.#ofKeys["retry-after"] = "1";
  }

  /**
   * The headers of the answer: `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) with the earliest dates of all that it
   * concerns, and the names in headers of our own. Undefined where there is nothing to say.
   */
  headers(): Record<string, string> | undefined {
    const headers: Record<string, string> = { ...this.#ofKeys };
    if (this.#deprecated.size > 0) {
      const deprecations = [...this.#deprecated.values()];
      const since = earliest(deprecations.map((deprecation) => deprecation.since));
      const sunset = earliest(deprecations.map((deprecation) => deprecation.sunset));
      if (since !== undefined) headers.deprecation = `@${Date.parse(since) / 1000}`;
      if (sunset !== undefined) headers.sunset = new Date(sunset).toUTCString();
      headers["x-pitstop-deprecated"] = listed(this.#deprecated.keys());
    }
    if (this.#renamed.size > 0) headers["x-pitstop-renamed"] = listed(this.#renamed);
    return Object.keys(headers).length === 0 ? undefined : headers;
  }
}

/** The first of some days, as far as any is known. */
export const earliest = (days: readonly (string | undefined)[]): string | undefined =>
  days.filter((day) => day !== undefined).toSorted()[0];

const listed = (names: Iterable<string>): string =>
  [...names].toSorted((one, other) => (one < other ? -1 : 1)).join(", ");
