import { changeUser, createUser, type ListedUser, listUsers, removeUser } from "@pitstop/sign-in/users";
import type { Context } from "../command-line/context.ts";
import { UsageError } from "../errors.ts";
import { minuteOf } from "../output/moments.ts";
import { confirmed } from "../prompts/confirm.ts";
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

/** What was typed after `pitstop user:change ada@example.com`. */
export interface UserChangeFlags {
  readonly role?: string;
  readonly name?: string;
  readonly password?: boolean;
  readonly passwordStdin?: boolean;
}

/** `pitstop user:list`. */
export async function userList({ root, output }: Context): Promise<void> {
  const users = await withSignIn(root, listUsers);
  output.answer({ users }, users.length === 0 ? "There are no users." : users.map(lineOf).join("\n"));
}

/** `pitstop user:change`. Throws UsageError NOTHING_TO_CHANGE, ROLE_UNKNOWN and PASSWORD_NEEDED. */
export async function userChange(
  { root, output }: Context,
  email: string,
  { role, name, password, passwordStdin }: UserChangeFlags,
): Promise<void> {
  const isNewPassword = password === true || passwordStdin === true;
  if (role === undefined && name === undefined && !isNewPassword)
    throw new UsageError(
      "NOTHING_TO_CHANGE",
      "Nothing to change was given.",
      "Pass --role, --name, --password or --password-stdin.",
    );
  if (role !== undefined) await checkRole(root, role);
  const given = passwordStdin
    ? await passwordFromInput()
    : password
      ? await askPassword(email, "Pass --password-stdin and the password on standard input.")
      : undefined;
  const user = await withSignIn(root, (orm) => changeUser(orm, email, { role, name, password: given }));
  const signedOut = isNewPassword ? " They are signed out, and sign in with the new password." : "";
  output.answer(user, `${user.email} is ${user.name}, with the role ${user.role}.${signedOut}`);
}

/** `pitstop user:remove`. Throws UsageError CONFIRMATION_NEEDED without a terminal, and RefusedError NOT_CONFIRMED. */
export async function userRemove(context: Context, email: string): Promise<void> {
  const { root, output } = context;
  await confirmed(`user:remove ${email}`, `${email} can no longer sign in.`, context);
  const user = await withSignIn(root, (orm) => removeUser(orm, email));
  output.answer(user, `${user.email} is removed, and signed out.`);
}

function lineOf({ email, name, role, hasPassword, hasProvider, sessions, seenAt }: ListedUser): string {
  const ways = [...(hasPassword ? ["password"] : []), ...(hasProvider ? ["provider"] : [])];
  const way =
    ways.length > 0 ? `signs in with ${ways.join(" or ")}` : "has not signed in with the provider yet";
  const seen = seenAt === null ? "not signed in" : `${sessions} signed in, seen ${minuteOf(seenAt)}`;
  return `${email}  ${role}  ${name}  ${way}, ${seen}`;
}
