/** What a mail is about. */
export type MailKind = "sign-up" | "account-exists" | "password-reset" | "no-password" | "password-changed";

/** A mail to a person, in plain text. An application may send words of its own by `kind` and `link`. */
export interface Mail {
  readonly kind: MailKind;
  /** One email address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** An address of `PUBLIC_URL` that is of use once and for an hour: whoever has it sets the password. */
  readonly link?: string;
}

/**
 * Sends a mail. The server waits for nothing of it: an error is logged, and the person can ask again.
 *
 * @example
 * const transport = createTransport(process.env.SMTP_URL); // of nodemailer
 * const sendMail: SendMail = async ({ to, subject, text }) => {
 *   await transport.sendMail({ from: "cars@example.com", to, subject, text });
 * };
 */
export type SendMail = (mail: Mail) => Promise<void>;
