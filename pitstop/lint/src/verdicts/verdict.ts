/**
 * How the linter judges one form of statement. `judged`: rules look at it, and what they don't find is harmless for the
 * reason in `otherwise`. `harmless`: no rule needs to. `impossible`: the grammar or PostgreSQL has no such form.
 */
export type Verdict =
  | { readonly judgement: "judged"; readonly rules: readonly string[]; readonly otherwise: string }
  | { readonly judgement: "harmless"; readonly why: string; readonly source: string }
  | { readonly judgement: "impossible"; readonly why: string };

export function judged(rules: readonly [string, ...string[]], otherwise = ""): Verdict {
  return { judgement: "judged", rules, otherwise };
}

/** `page`: the page of PostgreSQL's manual that says so, such as `sql-comment`. */
export function harmless(why: string, page: string): Verdict {
  return { judgement: "harmless", why, source: `https://www.postgresql.org/docs/18/${page}.html` };
}

export function impossible(why: string): Verdict {
  return { judgement: "impossible", why };
}
