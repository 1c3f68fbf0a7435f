import type { MikroORM } from "@mikro-orm/postgresql";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Auth } from "./auth.ts";
import { copyCookies, type Forward } from "./forward.ts";
import { signedInBy } from "./people.ts";
import { endSessions } from "./sessions.ts";

/**
 * Signs a person in with a password, in a new session. Whoever was signed in with this browser isn't any more. Gives
 * better-auth's answer, and changes nothing where it refuses.
 */
export async function enter(
  { auth, orm, forward }: { auth: Auth; orm: MikroORM; forward: Forward },
  credentials: { email: string; password: string },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Response> {
  const former = await signedInBy(auth, request.headers.cookie);
  const answer = await forward(request, "/sign-in/email", credentials);
  if (!answer.ok) return answer;
  if (former) await endSessions(orm, former.user.id, { id: former.sessionId });
  copyCookies(answer, reply);
  return answer;
}
