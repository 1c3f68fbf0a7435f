/**
 * Besides the rules of the linter, two judges look at what a migration did on the rehearsal copy: the comparison and the
 * cost. `-- pitstop:allow <judge> …` above a statement permits what they would refuse, as it does for a rule.
 *
 * `loss` names the object that may go or change: `-- pitstop:allow loss column public.cars.color no client reads it`.
 */
export const JUDGES = ["loss", "blocking-rewrite", "blocking-scan", "blocking-lock"] as const;

export type Judge = (typeof JUDGES)[number];

export const isJudge = (id: string): id is Judge => (JUDGES as readonly string[]).includes(id);
