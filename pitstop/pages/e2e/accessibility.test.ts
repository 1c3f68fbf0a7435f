import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";
import { violations } from "./violations.ts";

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

describeInBrowser("people with a keyboard or a screen reader", (application) => {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing serious in ${colorScheme} colors: list, filters, form, errors, dialog`, async () => {
      const page = await application().open("/roadsters", { colorScheme, reducedMotion: "reduce" });
      await page.getByText("406 roadsters").waitFor();
      expect(await violations(page, colorScheme)).toEqual([]);
      await page.getByRole("button", { name: "Filter" }).click();
      await page.getByRole("combobox", { name: "Field" }).fill("Color");
      await page.getByRole("option", { name: "Color" }).click();
      await page.getByRole("textbox", { name: "Value" }).fill("red");
      await page.getByRole("button", { name: "Add filter" }).click();
      await page.getByText("58 roadsters").waitFor();
      expect(await violations(page, colorScheme)).toEqual([]);
      await page
        .getByRole("button", { name: /^Delete / })
        .first()
        .click();
      await page.getByRole("dialog").waitFor();
      expect(await violations(page, colorScheme)).toEqual([]);
      await page.goto(new URL("/roadsters/new", page.url()).href);
      await page.getByRole("button", { name: "Create roadster" }).click();
      await page.getByText("Fill this in.").waitFor();
      expect(await violations(page, colorScheme)).toEqual([]);
      await page.goto(new URL("/machines/1", page.url()).href);
      await page.getByRole("button", { name: "Save" }).waitFor();
      expect(await violations(page, colorScheme)).toEqual([]);
      await page.goto(new URL("/machines", page.url()).href);
      await page.getByRole("button", { name: "Columns" }).click();
      await page.getByRole("checkbox", { name: "Serial" }).waitFor();
      expect(await violations(page, colorScheme)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
      expect(await violations(page, colorScheme)).toEqual([]);
      await page.goto(new URL("/homelands/1", page.url()).href);
      await page.getByRole("link", { name: "254 roadsters" }).waitFor();
      expect(await violations(page, colorScheme)).toEqual([]);
    });
  }

  test("axe finds nothing serious on a phone, with the menu open", async () => {
    const page = await application().open("/roadsters", {
      viewport: { width: 390, height: 844 },
      reducedMotion: "reduce",
    });
    await page.getByText("406 roadsters").waitFor();
    await page.getByRole("button", { name: "Open the menu" }).click();
    await page.getByRole("link", { name: "Homelands" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("link", { name: "Homelands" }).click();
    await page.getByRole("button", { name: "Open the menu" }).waitFor();
    await page.getByText("3 homelands").waitFor();
  });

  test("a roadster is created with the keyboard alone", async () => {
    const page = await application().open("/roadsters");
    await page.getByText("406 roadsters").waitFor();
    await press(page, "Tab");
    await expect.poll(() => focused(page)).toBe("Skip to the content");
    await press(page, "Enter", "Tab");
    await expect.poll(() => focused(page)).toBe("New roadster");
    await press(page, "Enter");
    await page.waitForURL("**/roadsters/new");
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("field-name");
    await page.keyboard.type("Typed Roadster");
    await press(page, "Tab");
    await page.keyboard.type("grey");
    await press(page, "Tab");
    await page.keyboard.type("euro");
    await page.getByRole("option", { name: "Europe" }).waitFor();
    await expect.poll(() => page.getByRole("option").count()).toBe(1);
    await press(page, "ArrowDown", "Enter");
    await expect.poll(() => page.getByRole("combobox", { name: "Homeland" }).inputValue()).toBe("Europe");
    await press(page, "Shift+Tab", "Enter");
    await page.getByText("Roadster “Typed Roadster” was created.").waitFor();
  });

  test("a new page takes the focus to its content", async () => {
    const page = await application().open("/roadsters");
    await page.getByRole("link", { name: "Homelands" }).click();
    await page.waitForURL("**/homelands");
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("MAIN");
  });

  test("light and dark follow the system until somebody chooses, and the choice stays", async () => {
    const page = await application().open("/roadsters", { colorScheme: "dark" });
    const scheme = () => page.locator("html").getAttribute("data-mantine-color-scheme");
    await page.getByRole("button", { name: "Use light colors" }).waitFor();
    expect(await scheme()).toBe("dark");
    await page.getByRole("button", { name: "Use light colors" }).click();
    await expect.poll(scheme).toBe("light");
    await page.reload();
    await page.getByRole("button", { name: "Use dark colors" }).waitFor();
    expect(await scheme()).toBe("light");
  });
});
