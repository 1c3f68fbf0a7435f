import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { useApplication } from "../application.ts";

/** Where one signs in, and where one's sessions are. */
export const SIGN_IN_PATH = "/sign-in";
export const SESSIONS_PATH = "/your-sessions";

/** Where somebody signs up, gets a new password, and where the link of a mail leads. */
export const SIGN_UP_PATH = "/sign-up";
export const FORGOTTEN_PATH = "/forgot-password";
export const SET_PASSWORD_PATH = "/set-password";

/** The pages that somebody opens who isn't signed in. */
export const OPEN_PATHS: readonly string[] = [SIGN_IN_PATH, SIGN_UP_PATH, FORGOTTEN_PATH, SET_PASSWORD_PATH];

/** Marks what is known of sign-in among everything that pages have read. */
export const SIGN_IN_KEY = "sign-in";

const Session = z.object({
  /** Whether people sign in on this server at all. */
  isOn: z.boolean(),
  user: z.object({ name: z.string(), email: z.string(), role: z.string() }).nullable(),
  /** The name of a provider that one may sign in with. */
  provider: z.string().nullable(),
  /** Whether a mail lets somebody become a user, or choose a new password. Servers of before don't say it. */
  canSignUp: z.boolean().default(false),
  canResetPassword: z.boolean().default(false),
});
type Session = z.infer<typeof Session>;

const OFF = { isOn: false, user: null, provider: null };

const sessionQuery = queryOptions({
  queryKey: [SIGN_IN_KEY, "session"],
  queryFn: async ({ signal }): Promise<Session> => {
    const response = await fetch("/auth/session", { signal });
    // A server without sign-in has nothing there.
    return Session.parse(response.status === 404 ? OFF : await answerOf(response));
  },
  staleTime: 60_000,
});

/** Whether it is known who is signed in, or that the server doesn't say. */
export function useIsSessionKnown(signIn: boolean): boolean {
  const { isPending } = useQuery({ ...sessionQuery, enabled: signIn });
  return !(signIn && isPending);
}

/** Who is signed in; undefined until that is known, and in an application without sign-in. */
export function useSession(): Session | undefined {
  const { signIn } = useApplication();
  return useQuery({ ...sessionQuery, enabled: signIn }).data;
}

/** Whether the server wants people to sign in, and this one has not. */
export function useMustSignIn(): boolean {
  const session = useSession();
  return Boolean(session?.isOn && !session.user);
}

/** Looks again who is signed in, once the API has refused somebody. */
export const lookAgain = (queryClient: QueryClient): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });

export const signOut = (): Promise<unknown> => send("/auth/sign-out", "POST", {});

/** Asks the server for a change of who is signed in. Throws an Error with its words. */
export async function send(path: string, method: string, body?: object): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  return answerOf(await fetch(path, { method, ...(body && { headers, body: JSON.stringify(body) }) }));
}

/** The server knows nobody by the cookies that were sent. */
export class SignedOut extends Error {}

/** The answer, or an Error with the server's words. */
export async function answerOf(response: Response): Promise<unknown> {
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (response.ok) return answer;
  const { success, data } = z.object({ message: z.string() }).safeParse(answer);
  const message = success
    ? data.message
    : "The server cannot be reached. Check your connection, then try again.";
  throw response.status === 401 ? new SignedOut(message) : new Error(message);
}
