import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/** How many requests of one connection may be unanswered: far more than any client sends ahead. */
const MAX_UNANSWERED = 64;

/**
 * Closes a connection that sends request after request and reads no answer: each would be kept in memory for it. One
 * that reads too slowly is closed by the timeout of the socket.
 */
export function limitSockets(server: FastifyInstance): void {
  const unanswered = new WeakMap<Socket, number>();
  server.addHook("onRequest", (request, reply, done) => {
    const { socket } = request.raw;
    const count = (unanswered.get(socket) ?? 0) + 1;
    unanswered.set(socket, count);
    reply.raw.once("close", () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    if (count > MAX_UNANSWERED) socket.destroy();
    if (socket.destroyed) reply.hijack();
    done();
  });
}
