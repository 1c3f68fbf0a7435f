import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";

const picker = (page: Page, name: string) => page.getByRole("combobox", { name });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** The tags that a form shows. */
const tags = (page: Page, name: string) =>
  picker(page, name)
    .locator("xpath=ancestor::*[contains(@class, 'MultiSelect-root')]")
    .locator(".mantine-Pill-label")
    .allTextContents();

/** Looks for a record by its name and chooses it with the keyboard. */
async function choose(page: Page, name: string, record: string): Promise<void> {
  await picker(page, name).fill(record);
  await page.getByRole("option", { name: record, exact: true }).waitFor();
  await expect.poll(() => page.getByRole("option").count()).toBe(1);
  await picker(page, name).press("ArrowDown");
  await picker(page, name).press("Enter");
  await picker(page, name).press("Escape"); // or the choices stay open over the buttons
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
}

describeInBrowser("a many-to-many relation", (application) => {
  test("is tags in the forms of both sides, and no page of its own in the navigation", async () => {
    const page = await application().open("/machines/3");
    const main = page.getByRole("navigation", { name: "Main" });
    await main.getByRole("link", { name: "Workshops" }).waitFor();
    expect(await main.getByRole("link", { name: "Machine workshops" }).count()).toBe(0);

    await choose(page, "Workshops", "North");
    await button(page, "Undo changes").click();
    await expect.poll(() => tags(page, "Workshops")).toEqual([]);
    await choose(page, "Workshops", "North");
    await button(page, "Save").click();
    await page.getByText("was saved.").waitFor();

    await open(page, "/workshops/1");
    await expect.poll(() => tags(page, "Machines")).toHaveLength(3);
    await picker(page, "Machines").press("Backspace");
    await picker(page, "Machines").press("Escape");
    await button(page, "Save").click();
    await page.getByText("was saved.").waitFor();
    await open(page, "/machines/3");
    await expect.poll(() => picker(page, "Workshops").getAttribute("placeholder")).toBe("None");
    expect(await tags(page, "Workshops")).toEqual([]);
  });

  test("is filled in for a new record too", async () => {
    const page = await application().open("/workshops/new");
    await page.getByRole("textbox", { name: "Name" }).fill("East");
    await choose(page, "Machines", "Machine 40");
    await button(page, "Create workshop").click();
    await page.waitForURL(/\/workshops\/\d+$/);
    await page.reload();
    await expect.poll(() => tags(page, "Machines")).toEqual(["Machine 40"]);
  });
});
