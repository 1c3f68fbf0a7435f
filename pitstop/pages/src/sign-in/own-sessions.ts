import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { answerOf, SIGN_IN_KEY, send } from "./session.ts";

const Sessions = z.object({
  /** Whether there is a password to change. */
  hasPassword: z.boolean(),
  passwordLength: z.object({ min: z.int(), max: z.int() }),
  sessions: z.array(
    z.object({
      id: z.string(),
      createdAt: z.string(),
      usedAt: z.string(),
      ipAddress: z.string().nullable(),
      userAgent: z.string().nullable(),
      isCurrent: z.boolean(),
    }),
  ),
});
export type ListedSession = z.infer<typeof Sessions>["sessions"][number];

export const sessionsQuery = queryOptions({
  queryKey: [SIGN_IN_KEY, "sessions"],
  queryFn: async ({ signal }) => Sessions.parse(await answerOf(await fetch("/auth/sessions", { signal }))),
});

/** Ends a session of one's own, or all others. */
export const endSessions = (id: string | undefined): Promise<unknown> =>
  send(id === undefined ? "/auth/sessions" : `/auth/sessions/${id}`, "DELETE");

/** Changes one's own password. It signs every other browser out. */
export const changePassword = (current: string, next: string): Promise<unknown> =>
  send("/auth/password/change", "POST", { current, next });
