import { type ApiKey, createApiKey, listApiKeys, revokeApiKey } from "@pitstop/sign-in/keys";
import type { Context } from "../command-line/context.ts";
import { UsageError } from "../errors.ts";
import { dayOf, minuteOf } from "../output/moments.ts";
import { checkRole } from "./check-role.ts";
import { withSignIn } from "./with-sign-in.ts";

/** `pitstop key:create`: prints the key, once. Throws UsageError KEY_DAYS_INVALID and ROLE_UNKNOWN. */
export async function keyCreate(
  { root, output }: Context,
  { name, role, days }: { name: string; role: string; days: string },
): Promise<void> {
  const lifetime = lifetimeOf(days);
  await checkRole(root, role);
  const key = await withSignIn(root, (orm) => createApiKey(orm, { name, role, days: lifetime }));
  const until = key.expiresAt === null ? "until it is revoked" : `until ${dayOf(key.expiresAt)}`;
  output.say(`A key for "${name}" with the role ${role}, ${until}. Store it now: it can't be shown again.`);
  output.answer(key, key.secret);
}

/** `pitstop key:list`. */
export async function keyList({ root, output }: Context): Promise<void> {
  const keys = await withSignIn(root, listApiKeys);
  output.answer({ keys }, keys.length === 0 ? "There are no API keys." : keys.map(lineOf).join("\n"));
}

/** `pitstop key:revoke`. */
export async function keyRevoke({ root, output }: Context, key: string): Promise<void> {
  const revoked = await withSignIn(root, (orm) => revokeApiKey(orm, key));
  output.answer(revoked, `Revoked: ${lineOf(revoked)}`);
}

const MAX_DAYS = 3650;

function lifetimeOf(days: string): number | undefined {
  if (days === "never") return undefined;
  const count = Number(days);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_DAYS) return count;
  throw new UsageError(
    "KEY_DAYS_INVALID",
    `A key can't expire after "${days}" days.`,
    `Pass a number from 1 to ${MAX_DAYS}, or \`--days never\`.`,
  );
}

function lineOf({ id, name, beginning, role, expiresAt, revokedAt, usedAt }: ApiKey): string {
  const state =
    revokedAt !== null
      ? `revoked ${dayOf(revokedAt)}`
      : expiresAt === null
        ? "never expires"
        : Date.parse(expiresAt) <= Date.now()
          ? `expired ${dayOf(expiresAt)}`
          : `expires ${dayOf(expiresAt)}`;
  const used = usedAt === null ? "never used" : `used ${minuteOf(usedAt)}`;
  return `${beginning}…  ${role}  ${name}  ${state}, ${used}  ${id}`;
}
