import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";

const long = "withoutanybreak".repeat(12);
const ready = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

/** Every page and what opens on it, each with what it shows once it is there. */
const places: Record<string, (page: Page) => Promise<void>> = {
  "/machines": (page) => ready(page, "60 machines"),
  [`/machines?search=${long}`]: (page) => ready(page, "No machines match"),
  [`/machines?filter={"name":{"contains":"${long}"}}`]: (page) => ready(page, `“${long}”`),
  [`/machines?filter={"gone":{"${long}":1}}`]: (page) => ready(page, "This link can't be followed"),
  "/machines?cursor=broken": (page) => ready(page, "This cursor can't be read"),
  "/machines/new": (page) => ready(page, "Create machine"),
  "/machines/2": (page) => ready(page, "Open West"),
  "/workshops/3": (page) => ready(page, "20 machines"),
  [`/${long}`]: (page) => ready(page, "Not found"),
};

/** By how many pixels the page is wider than a window, for each that is too narrow for it. */
async function excesses(page: Page): Promise<Record<number, number>> {
  const found: Record<number, number> = {};
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    const excess = await page.evaluate(() => {
      const { scrollWidth } = document.documentElement;
      return scrollWidth - Math.round(window.visualViewport?.width ?? 0);
    });
    if (excess > 0) found[width] = excess;
  }
  return found;
}

describeInBrowser("no page is wider than its window", (application) => {
  test("with 25 attributes and values without a break", async () => {
    const page = await application().open("/", { reducedMotion: "reduce" });
    for (const [path, isReady] of Object.entries(places)) {
      await page.goto(new URL(path, page.url()).href);
      await isReady(page);
      // Polled: the frame moves to its new size.
      await expect.poll(async () => [path, await excesses(page)]).toEqual([path, {}]);
    }
  });

  test("while a filter is put together, with the list of columns open", async () => {
    const page = await application().open(`/machines?filter={"name":{"contains":"${long}"}}`);
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("checkbox", { name: "Summary" }).check();
    await page.getByRole("checkbox", { name: "Parts" }).check();
    await expect.poll(() => excesses(page)).toEqual({});
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Name contains/ }).click();
    await page.getByRole("button", { name: "Change filter" }).waitFor();
    await expect.poll(() => excesses(page)).toEqual({});
  });

  test("with a long name in the dialog, and room beside that name in its row", async () => {
    const page = await application().open("/machines", { viewport: { width: 360, height: 800 } });
    const name = page.locator("tbody tr:not([aria-hidden]) td:first-child").first();
    await name.waitFor();
    expect((await name.boundingBox())?.width).toBeLessThan(200);
    await page
      .getByRole("button", { name: /^Delete Machine/ })
      .first()
      .click();
    await page.getByRole("dialog").waitFor();
    await expect.poll(() => excesses(page)).toEqual({});
  });
});
