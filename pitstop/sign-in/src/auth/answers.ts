import type { FastifyReply } from "fastify";

export const refuse = (reply: FastifyReply, status: number, error: string, message: string): FastifyReply =>
  reply.code(status).send({ error, message });

export const refuseStranger = (reply: FastifyReply): FastifyReply =>
  refuse(reply, 401, "SESSION_ENDED", "Your session has ended. Sign in again.");

export const refuseForNow = (reply: FastifyReply, seconds: number): FastifyReply =>
  refuse(
    reply.header("retry-after", seconds),
    429,
    "TOO_MANY_ATTEMPTS",
    `There were too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`,
  );
