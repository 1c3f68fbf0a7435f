import type { FastifyInstance } from "fastify";
import type { Mail, SendMail } from "./mail.ts";

/** The longest that a server which closes waits for mails under way, in milliseconds. */
const LAST_MAILS = 5_000;

/** Mails that are decided and sent behind the answer, so that its time tells nothing of what is decided. */
export interface Outbox {
  /** Sends what `decide` gives, if anything. */
  readonly add: (decide: () => Promise<Mail | undefined>) => void;
}

export function outboxOf(server: FastifyInstance, sendMail: SendMail): Outbox {
  const underWay = new Set<Promise<void>>();
  const send = async (decide: () => Promise<Mail | undefined>): Promise<void> => {
    try {
      const mail = await decide();
      if (mail) await sendMail(mail);
    } catch (error) {
      server.log.error({ err: error }, "a mail of sign-in can't be sent");
    }
  };
  server.addHook("onClose", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, LAST_MAILS);
    await Promise.race([Promise.all(underWay), promise]);
    clearTimeout(timer);
  });
  return {
    add: (decide) => {
      const sending = send(decide).finally(() => underWay.delete(sending));
      underWay.add(sending);
    },
  };
}
