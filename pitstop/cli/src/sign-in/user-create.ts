import { text } from "node:stream/consumers";
import { createUser } from "@pitstop/sign-in/users";
import type { Context } from "../command-line/context.ts";
import { RefusedError, UsageError } from "../errors.ts";
import { isTerminal } from "../prompts/terminal.ts";
import { checkRole } from "./check-role.ts";
import { withSignIn } from "./with-sign-in.ts";

/** What was typed after `pitstop user:create`. */
export interface NewUserFlags {
  readonly email: string;
  readonly role: string;
  readonly name?: string;
  readonly passwordStdin?: boolean;
  readonly withoutPassword?: boolean;
}

/** `pitstop user:create`. Throws UsageError ROLE_UNKNOWN, PASSWORD_NEEDED without a terminal, and RefusedError NOT_CONFIRMED. */
export async function userCreate({ root, output }: Context, flags: NewUserFlags): Promise<void> {
  const { email, role, name } = flags;
  await checkRole(root, role);
  const password = await passwordOf(flags);
  const user = await withSignIn(root, (orm) => createUser(orm, { email, role, name, password }));
  const way = password === undefined ? "with the provider" : "with this password";
  output.answer(user, `${user.email} may sign in ${way}, with the role ${user.role}.`);
}

/** The password: never an argument, which other users of the machine and the shell's history would see. */
async function passwordOf({
  email,
  passwordStdin,
  withoutPassword,
}: NewUserFlags): Promise<string | undefined> {
  if (withoutPassword) return undefined;
  if (passwordStdin) return (await text(process.stdin)).replace(/\r?\n$/, "");
  if (!isTerminal())
    throw new UsageError(
      "PASSWORD_NEEDED",
      "There is no terminal to ask for a password.",
      "Pass --password-stdin and the password on standard input, or --without-password.",
    );
  const { isCancel, password } = await import("@clack/prompts");
  const answer = await password({ message: `Password of ${email}`, output: process.stderr });
  if (isCancel(answer))
    throw new RefusedError("NOT_CONFIRMED", "Nothing was done.", "Run the command again.");
  return answer;
}
