import { expect, test } from "vitest";
import { askedTogether } from "./asked-together.ts";

test("those who come while it is being asked share the next answer, never the one that began before them", async () => {
  const answers = Array.from({ length: 3 }, () => Promise.withResolvers<string>());
  let asked = 0;
  const ask = askedTogether(() => answers[asked++]?.promise ?? Promise.reject(new Error("asked too often")));
  const first = ask();
  await Promise.resolve();
  await Promise.resolve();
  expect(asked).toBe(1);
  const [second, third] = [ask(), ask()];
  answers[0]?.resolve("first");
  expect(await first).toBe("first");
  answers[1]?.reject(new Error("away"));
  await expect(second).rejects.toThrow("away");
  await expect(third).rejects.toThrow("away");
  const fourth = ask();
  answers[2]?.resolve("third");
  expect(await fourth).toBe("third");
  expect(asked).toBe(3);
});
