import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";

/** One text for each kind that a browser's own input would change, and what the form says about it. */
const samples = [
  ["quantity", "1,000", "Enter a whole number without separators, such as 1234."],
  ["rank", "2.5", "Enter a whole number without separators, such as 1234."],
  ["views", "1e3", "Enter a whole number."],
  ["weight", "1.234.567,89", "Enter a number without separators, such as 1234.5."],
  ["price", "12,50", "10 digits"],
  ["built", "31.12.2026", "Enter a date as year, month and day, such as 2026-01-31."],
  ["dueAt", "2026-02-30 10:00", "Enter a date and time, such as 2026-01-31 14:30."],
  ["email", "jürgen@münchen.example ", "This is not an e-mail address"],
  ["parts", '{"a":1,"a":2}', "A name is given twice in one object."],
] as const;

const input = (page: Page, key: string) => page.locator(`#field-${key}`);

/** What a screen reader says about an input beside its name. */
const descriptionOf = (page: Page, key: string) =>
  input(page, key).evaluate((element) =>
    (element.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent)
      .join(" "),
  );

describeInBrowser("what is typed and pasted into a form", (application) => {
  test("stays as it is, character by character, and the form says what is wrong with it", async () => {
    const page = await application().open("/machines/new");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    for (const [index, [key, text]] of samples.entries()) {
      await input(page, key).click();
      await page.keyboard.press("ControlOrMeta+A");
      if (index % 2 === 0) await page.keyboard.type(text);
      else {
        await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
        await page.keyboard.press("ControlOrMeta+V");
      }
      await expect.poll(() => input(page, key).inputValue()).toBe(text);
    }
    await page.getByRole("button", { name: "Create machine" }).click();
    for (const [key, text, message] of samples) {
      await expect.poll(() => input(page, key).getAttribute("aria-invalid")).toBe("true");
      await expect.poll(() => descriptionOf(page, key)).toContain(message);
      expect(await input(page, key).inputValue()).toBe(text);
    }
  });

  test("is stored as it was typed, line breaks too", async () => {
    const page = await application().open("/machines/new");
    await input(page, "name").fill("two\nlines");
    await input(page, "weight").fill("1234567.125");
    await input(page, "price").fill("0.10");
    await input(page, "checkedAt").fill("2026-07-01 12:00:30.5");
    await page.getByRole("button", { name: "Create machine" }).click();
    await page.waitForURL(/\/machines\/\d+$/);
    await page.reload();
    await expect.poll(() => input(page, "name").inputValue()).toBe("two\nlines");
    expect(await input(page, "weight").inputValue()).toBe("1234567.125");
    expect(await input(page, "price").inputValue()).toBe("0.10");
    expect(await input(page, "checkedAt").inputValue()).toBe("2026-07-01 12:00:30.5");
  });
});
