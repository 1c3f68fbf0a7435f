import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";
import { hold } from "./held.ts";

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const filter = (conditions: object) => `/roadsters?filter=${JSON.stringify(conditions)}`;

/** The name of what has the focus: what its label, its text or its tag says. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    const label = active instanceof HTMLInputElement ? active.labels?.[0]?.textContent : undefined;
    return active?.getAttribute("aria-label") ?? label ?? (active?.textContent || active?.tagName);
  });

/** Presses a button with the keyboard, as those do who need to know where they are. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  await button(page, name).first().focus();
  await page.keyboard.press("Enter");
}

async function deleteFromList(page: Page, name: string): Promise<void> {
  await press(page, `Delete ${name}`);
  await page.getByRole("dialog").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).focus();
  await page.keyboard.press("Enter");
}

describeInBrowser("the focus", (application) => {
  test("stays at the button that saves or undoes, though that has nothing more to do", async () => {
    const page = await application().open("/roadsters/1");
    const color = page.getByRole("textbox", { name: "Color" });
    await color.fill("mauve");
    await press(page, "Undo changes");
    await expect.poll(() => color.inputValue()).toBe("black");
    expect(await focused(page)).toBe("Undo changes");
    await color.fill("mauve");
    await press(page, "Save");
    await page.getByText("was saved.").waitFor();
    await expect.poll(() => button(page, "Save").isDisabled()).toBe(true);
    expect(await focused(page)).toBe("Save");
  });

  test("stays where somebody types when the server says very late what they may do", async () => {
    const page = await application().open("/");
    const answer = await hold(page, /pitstop\.access/);
    await page.goto(new URL("/roadsters/new", page.url()).href);
    const picker = page.getByRole("combobox", { name: "Homeland" });
    await picker.fill("jap");
    const answered = page.waitForResponse(/pitstop\.access/);
    answer();
    await (await answered).finished();
    await page.getByRole("option", { name: "Japan" }).click();
    await expect.poll(() => picker.inputValue()).toBe("Japan");
    expect(await focused(page)).toBe("Homeland");
  });

  test("goes from a filter that is removed to the next one, and from the last one to the filters", async () => {
    const page = await application().open(filter({ name: { contains: "o" }, color: { equals: "red" } }));
    await page.getByText("Color is").waitFor();
    await press(page, "Remove the filter Name contains");
    await expect.poll(() => button(page, "Remove the filter Name contains").count()).toBe(0);
    await expect.poll(() => focused(page)).toBe("Remove the filter Color is");
    await page.keyboard.press("Enter");
    await page.getByText("406 roadsters").waitFor();
    await expect.poll(() => focused(page)).toBe("Filter");
  });

  test("goes from clearing the filters to the filters, and from clearing the search to the search", async () => {
    const page = await application().open(filter({ name: { contains: "o" } }));
    await press(page, "Clear filters");
    await page.getByText("406 roadsters").waitFor();
    await expect.poll(() => focused(page)).toBe("Filter");
    await page.goto(new URL("/roadsters?search=no-such-roadster", page.url()).href);
    await button(page, "Clear search and filters").waitFor();
    await press(page, "Clear search and filters");
    await page.getByText("406 roadsters").waitFor();
    await expect.poll(() => focused(page)).toBe("Search roadsters");
  });

  test("goes from a deleted row to the row in its place", async () => {
    const page = await application().open("/roadsters");
    await deleteFromList(page, "buick skylark 320");
    await expect.poll(() => button(page, "Delete buick skylark 320").count()).toBe(0);
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    await expect.poll(() => focused(page)).toBe("Delete plymouth satellite");
  });

  test("does so when the list comes long after the dialog is gone", async () => {
    const page = await application().open("/roadsters");
    await button(page, "Delete amc rebel sst").waitFor();
    const release = await hold(page, /trpc\/[^?]*roadster\.list/);
    await deleteFromList(page, "amc rebel sst");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    await expect.poll(() => focused(page)).toBe("Delete amc rebel sst");
    release();
    await expect.poll(() => button(page, "Delete amc rebel sst").count()).toBe(0);
    await expect.poll(() => focused(page)).toBe("Delete ford torino");
  });

  test("goes from a choice between two people's changes to the form", async () => {
    const page = await application().open("/roadsters/30");
    await page.getByRole("textbox", { name: "Name" }).fill("of the first");
    const other = await application().openBeside(page, "/roadsters/30");
    await other.getByRole("textbox", { name: "Color" }).fill("of the second");
    await button(other, "Save").click();
    await other.getByText("was saved.").waitFor();
    await press(page, "Save");
    await button(page, "Load the newer roadster").waitFor();
    await press(page, "Load the newer roadster");
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("field-name");
  });
});
