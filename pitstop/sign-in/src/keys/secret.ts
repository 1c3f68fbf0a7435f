import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/** What every API key begins with, so that people and scanners of secrets recognize one. */
export const PREFIX = "pit_";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** 256 random bits, and the 32 of their checksum, in base 62. */
const RANDOM_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

const SHAPE = new RegExp(`^${PREFIX}([0-9A-Za-z]{${RANDOM_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`);

/** A new key: `pit_`, 256 random bits, and their checksum. */
export function newSecret(): string {
  const random = base62(BigInt(`0x${randomBytes(32).toString("hex")}`), RANDOM_LENGTH);
  return PREFIX + random + checksumOf(random);
}

/** Whether a text can be a key: a mistyped or cut one is told without asking the database. */
export function isSecret(text: string): boolean {
  const [, random, checksum] = SHAPE.exec(text) ?? [];
  return random !== undefined && checksum === checksumOf(random);
}

/** What is stored in place of a key. No salt and no slow hash: 256 random bits can't be guessed or looked up. */
export const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();

/** What lists show of a key, so that a person recognizes theirs. */
export const beginningOf = (secret: string): string => secret.slice(0, PREFIX.length + 6);

const checksumOf = (random: string): string => base62(BigInt(crc32(random)), CHECKSUM_LENGTH);

function base62(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; rest > 0n; rest /= 62n) text = DIGITS.charAt(Number(rest % 62n)) + text;
  return text.padStart(length, "0");
}
