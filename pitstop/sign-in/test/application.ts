import { startServer, type TestAnswer, type TestServer } from "@pitstop/http/testing";
import { servedApi } from "@pitstop/trpc/test/application";
import { onTestFinished, vi } from "vitest";
import { type Mail, type SendMail, signIn } from "../src/index.ts";

export const PUBLIC_URL = "http://127.0.0.1:3000";
export const AUTH_SECRET = "a secret of tests that is long enough";

/** An application on which people sign in, with these settings besides, and a way to send mails if there is one. */
export async function startApplication(
  environment: Record<string, string> = {},
  sendMail?: SendMail,
): Promise<Visitors> {
  const server = await startServer({
    own: {
      api: servedApi(),
      ...signIn({
        environment: { AUTH_SECRET, PUBLIC_URL, ...environment },
        ...(sendMail && { sendMail }),
      }),
    },
  });
  onTestFinished(server.close);
  return { server, visitor: () => new Visitor(server) };
}

/** An application that sends mails, which are kept here. */
export async function startWithMails(environment: Record<string, string> = {}) {
  const mails: Mail[] = [];
  const application = await startApplication(environment, async (mail) => void mails.push(mail));
  const sql = (text: string) => application.server.orm.em.fork().execute<Record<string, unknown>[]>(text);
  /** The mail that is sent next to an address. They go out behind the answer. */
  const mailTo = (to: string): Promise<Mail> =>
    vi.waitFor(() => {
      const at = mails.findIndex((mail) => mail.to === to);
      const [mail] = at < 0 ? [] : mails.splice(at, 1);
      if (!mail) throw new Error(`No mail to ${to} has been sent.`);
      return mail;
    }, 5_000);
  /** The token of the link that is sent next to an address. */
  const tokenTo = async (to: string): Promise<string> => (await mailTo(to)).link?.split("#")[1] ?? "";
  return { ...application, mails, mailTo, tokenTo, sql };
}

export interface Visitors {
  readonly server: TestServer;
  /** Somebody with a browser of their own. */
  readonly visitor: () => Visitor;
}

/** Sends requests as a browser does that keeps cookies. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly #server: TestServer;

  constructor(server: TestServer) {
    this.#server = server;
  }

  get cookie(): string | undefined {
    const pairs = [...this.cookies].map(([name, value]) => `${name}=${value}`);
    return pairs.length === 0 ? undefined : pairs.join("; ");
  }

  get = (path: string, headers = {}): Promise<TestAnswer> => this.#send({ path, headers });
  delete = (path: string): Promise<TestAnswer> => this.#send({ method: "DELETE", path });
  post = (path: string, body: unknown = {}, headers = {}): Promise<TestAnswer> =>
    this.#send({
      method: "POST",
      path,
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });

  /** What the API answers to the question who calls it. */
  async who(headers = {}): Promise<unknown> {
    const { status, body } = await this.get("/trpc/pitstop.access", headers);
    const answer = JSON.parse(body) as { result: { data: { user: unknown } }; error: { data: object } }; // one of the two
    return status === 200 ? answer.result.data.user : { status, ...answer.error.data };
  }

  signIn = (email: string, password: string): Promise<TestAnswer> =>
    this.post("/auth/password", { email, password });

  /** Chooses a password by the link of a mail. */
  setPassword = (token: string, password: string, name?: string): Promise<TestAnswer> =>
    this.post("/auth/password/set", { token, password, ...(name !== undefined && { name }) });

  async #send({ headers = {}, ...request }: Parameters<TestServer["send"]>[0]): Promise<TestAnswer> {
    const answer = await this.#server.send({ ...request, headers: { cookie: this.cookie, ...headers } });
    for (const text of answer.headers["set-cookie"] ?? []) this.#keep(text);
    return answer;
  }

  #keep(text: string): void {
    const [pair = ""] = text.split(";");
    const [name = "", ...value] = pair.split("=");
    if (/max-age=0/i.test(text)) this.cookies.delete(name);
    else this.cookies.set(name, value.join("="));
  }
}
