import type { MikroORM } from "@mikro-orm/postgresql";
import { Unauthorized, type User } from "@pitstop/trpc";
import { type CheckedKey, checkApiKey } from "./keys/api-keys.ts";

/** Tells which key a caller sent, as a user of the API. Throws Unauthorized for one that doesn't work. */
export async function userOfKey(orm: MikroORM, secret: string): Promise<User> {
  const checked = await checkApiKey(orm, secret);
  if (checked.is !== "valid") throw refusal(checked.is);
  const { id, name, role } = checked.key;
  return { id: `key:${id}`, name, role };
}

function refusal(is: Exclude<CheckedKey["is"], "valid">): Unauthorized {
  if (is === "expired") return new Unauthorized("This API key has expired. Create a new one.", "KEY_EXPIRED");
  if (is === "revoked") return new Unauthorized("This API key has been revoked.", "KEY_REVOKED");
  // Malformed and unknown are one answer: both are a key that was never made here.
  return new Unauthorized("There is no such API key.", "KEY_INVALID");
}
