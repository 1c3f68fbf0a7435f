import { testDatabase } from "@app/db/testing";
import type { MikroORM } from "@mikro-orm/postgresql";
import { describe, expect, test } from "vitest";
import { checkApiKey, createApiKey, listApiKeys, revokeApiKey } from "./api-keys.ts";
import { isSecret, newSecret } from "./secret.ts";

const importer = { name: "nightly import", role: "editor" };
const sql = (orm: MikroORM, text: string) => orm.em.fork().execute<Record<string, unknown>[]>(text);

describe("an API key", () => {
  test("is recognized by its caller's role and name, and only its hash is stored", async () => {
    const { orm } = await testDatabase();
    const { secret, id } = await createApiKey(orm, importer);
    expect(await checkApiKey(orm, secret)).toEqual({ is: "valid", key: { id, ...importer } });
    const rows = JSON.stringify(
      await sql(orm, "select *, encode(hash, 'escape') as read from auth.api_keys"),
    );
    expect(rows).toContain(secret.slice(0, 10));
    expect(rows).not.toContain(secret.slice(10));
  });

  test("of a given number of days expires after them", async () => {
    const { orm } = await testDatabase();
    const { secret, createdAt, expiresAt } = await createApiKey(orm, { ...importer, days: 30 });
    expect(Date.parse(String(expiresAt)) - Date.parse(createdAt)).toBe(30 * 24 * 60 * 60 * 1000);
    expect(await checkApiKey(orm, secret)).toMatchObject({ is: "valid" });
    await sql(orm, "update auth.api_keys set expires_at = now() - interval '1 second'");
    expect(await checkApiKey(orm, secret)).toEqual({ is: "expired" });
  });

  test("works no more from the moment it is revoked, by its id or its first characters", async () => {
    const { orm } = await testDatabase();
    const [one, other] = [await createApiKey(orm, importer), await createApiKey(orm, importer)];
    const { revokedAt } = await revokeApiKey(orm, one.id);
    expect(await checkApiKey(orm, one.secret)).toEqual({ is: "revoked" });
    expect(await checkApiKey(orm, other.secret)).toMatchObject({ is: "valid" });
    expect(await revokeApiKey(orm, one.beginning)).toMatchObject({ id: one.id, revokedAt });
    await revokeApiKey(orm, other.beginning);
    expect(await checkApiKey(orm, other.secret)).toEqual({ is: "revoked" });
  });

  test("that nobody has can't be revoked, and neither can one that isn't named exactly", async () => {
    const { orm } = await testDatabase();
    await createApiKey(orm, importer);
    await createApiKey(orm, importer);
    await sql(orm, "update auth.api_keys set beginning = 'pit_AAAAAA'");
    await expect(revokeApiKey(orm, "pit_none")).rejects.toMatchObject({ code: "KEY_NOT_FOUND" });
    await expect(revokeApiKey(orm, "pit_AAAAAA")).rejects.toMatchObject({ code: "KEY_AMBIGUOUS" });
  });

  test("that is mistyped is refused without a statement, and one of another database is unknown", async () => {
    const { orm } = await testDatabase();
    const { secret } = await createApiKey(orm, importer);
    const mistyped = secret.slice(0, 20) + (secret[20] === "a" ? "b" : "a") + secret.slice(21);
    for (const text of [mistyped, secret.slice(0, -1), `${secret}0`, secret.slice(4), "pit_", ""])
      expect(await checkApiKey(orm, text), text).toEqual({ is: "malformed" });
    expect(await checkApiKey(orm, newSecret())).toEqual({ is: "unknown" });
  });

  test("says when it was used last, by the hour, and is written to once an hour", async () => {
    const { orm } = await testDatabase();
    const { secret, usedAt } = await createApiKey(orm, importer);
    expect(usedAt).toBeNull();
    const versions = async () =>
      (
        await sql(
          orm,
          "select xmin::text, used_at = date_trunc('hour', used_at) as coarse from auth.api_keys",
        )
      )[0];
    await checkApiKey(orm, secret);
    const first = await versions();
    expect(first).toMatchObject({ coarse: true });
    // An hour may end in between, and then the second use is written down too.
    await sql(orm, "update auth.api_keys set used_at = now() + interval '1 hour'");
    const before = await versions();
    await checkApiKey(orm, secret);
    expect(await versions()).toEqual(before);
  });
});

test("API keys are listed with the newest first, without their secrets", async () => {
  const { orm } = await testDatabase();
  const one = await createApiKey(orm, importer);
  const other = await createApiKey(orm, { name: "reports", role: "reader", days: 1 });
  await sql(orm, `update auth.api_keys set created_at = now() - interval '1 day' where id = '${one.id}'`);
  const listed = await listApiKeys(orm);
  expect(listed.map(({ name, role }) => [name, role])).toEqual([
    ["reports", "reader"],
    ["nightly import", "editor"],
  ]);
  for (const { secret } of [one, other]) expect(JSON.stringify(listed)).not.toContain(secret.slice(10));
});

test("new secrets differ, have one length, and are letters and digits", () => {
  const secrets = new Set(Array.from({ length: 1_000 }, newSecret));
  expect(secrets.size).toBe(1_000);
  for (const secret of secrets) {
    expect(secret).toMatch(/^pit_[0-9A-Za-z]{49}$/);
    expect(isSecret(secret)).toBe(true);
  }
});
