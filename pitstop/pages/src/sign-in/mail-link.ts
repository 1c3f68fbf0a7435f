import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { SIGN_IN_KEY, send } from "./session.ts";

/** Has a mail sent to somebody who wants to become a user. */
export const signUp = (email: string): Promise<unknown> => send("/auth/sign-up", "POST", { email });

/** Has a mail sent to somebody who forgot their password. */
export const sendPasswordReset = (email: string): Promise<unknown> =>
  send("/auth/password/forgotten", "POST", { email });

const HeldLink = z.object({
  kind: z.enum(["sign-up", "reset"]),
  email: z.string(),
  passwordLength: z.object({ min: z.int(), max: z.int() }),
});
export type HeldLink = z.infer<typeof HeldLink>;

/** What the link of a mail is for, by its token. */
export const linkQuery = (token: string) =>
  queryOptions({
    queryKey: [SIGN_IN_KEY, "link", token],
    queryFn: async () => HeldLink.parse(await send("/auth/password/link", "POST", { token })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Sets the password of whoever the link was sent to, and signs them in. It signs every other browser out. */
export const setPassword = (token: string, chosen: { password: string; name?: string }): Promise<unknown> =>
  send("/auth/password/set", "POST", { token, ...chosen });
