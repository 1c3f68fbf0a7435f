import type { FastifyBaseLogger } from "fastify";
import type { SendMail } from "./mail.ts";

/** What `pnpm start` does with mails: they are in the log, on this machine. A log elsewhere is no place for a link. */
export const printMail =
  (log: FastifyBaseLogger): SendMail =>
  async ({ to, subject, text, link }) => {
    log.info(`A mail to ${to}, "${subject}": ${link ?? text.trim()}`);
  };
