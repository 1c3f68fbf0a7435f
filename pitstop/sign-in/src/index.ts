export type { Mail, MailKind, SendMail } from "./mail/mail.ts";
export { type SignInOptions, signIn } from "./sign-in.ts";
export type { TokenIssuer } from "./tokens/token-issuer.ts";
