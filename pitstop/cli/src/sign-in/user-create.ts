import { createUser } from "@pitstop/sign-in/users";
import type { Context } from "../command-line/context.ts";
import { checkRole } from "./check-role.ts";
import { askPassword, passwordFromInput } from "./password.ts";
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
  const password = flags.withoutPassword
    ? undefined
    : flags.passwordStdin
      ? await passwordFromInput()
      : await askPassword(
          email,
          "Pass --password-stdin and the password on standard input, or --without-password.",
        );
  const user = await withSignIn(root, (orm) => createUser(orm, { email, role, name, password }));
  const way = password === undefined ? "with the provider" : "with this password";
  output.answer(user, `${user.email} may sign in ${way}, with the role ${user.role}.`);
}
