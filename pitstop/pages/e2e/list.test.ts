import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";
import { hold } from "./held.ts";

const rows = (page: Page) => page.locator("tbody tr:not([aria-hidden])");
const names = async (page: Page) => await rows(page).locator("td:first-child").allTextContents();
const count = (page: Page, text: string) =>
  page.getByRole("status").getByText(text, { exact: true }).waitFor();

/** Chooses from one of the lists of the filter builder, which is opened first where it is not open yet. */
async function choose(page: Page, list: string, option: string): Promise<void> {
  const input = page.getByRole("combobox", { name: list });
  if ((await input.count()) === 0) await page.getByRole("button", { name: "Filter" }).click();
  await input.click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

describeInBrowser("the list of a domain", (application) => {
  test("the start page leads to the first domain, with a title, a table and how many there are", async () => {
    const page = await application().open("/");
    await page.waitForURL("**/roadsters");
    await page.getByRole("heading", { level: 1, name: "Roadsters" }).waitFor();
    await count(page, "406 roadsters");
    await expect.poll(() => rows(page).count()).toBe(20);
    await expect.poll(() => page.title()).toBe("Roadsters · Roadster Club");
    await page.getByRole("link", { name: "chevrolet chevelle malibu", exact: true }).waitFor();
  });

  test("every domain stands in the navigation and has the same page", async () => {
    const page = await application().open("/roadsters");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Homelands" }).click();
    await page.getByRole("heading", { level: 1, name: "Homelands" }).waitFor();
    await count(page, "3 homelands");
    await expect.poll(async () => (await names(page)).sort()).toEqual(["Europe", "Japan", "USA"]);
  });

  test("a search narrows the list, stands in the address, and survives a reload", async () => {
    const page = await application().open("/roadsters");
    await page.getByRole("searchbox", { name: "Search roadsters" }).fill("volvo");
    await page.waitForURL("**/roadsters?search=volvo");
    await count(page, "6 roadsters");
    await expect.poll(() => names(page)).toHaveLength(6);
    await page.reload();
    await count(page, "6 roadsters");
    await expect.poll(() => page.getByRole("searchbox").inputValue()).toBe("volvo");
  });

  test("what nothing matches says so and offers the way back", async () => {
    const page = await application().open("/roadsters?search=no-such-roadster");
    await page.getByText("No roadsters match").waitFor();
    await page.getByRole("button", { name: "Clear search and filters" }).click();
    await count(page, "406 roadsters");
  });

  test("a column header sorts upwards, then downwards, then not, and says which", async () => {
    const page = await application().open("/roadsters");
    const header = page.getByRole("columnheader", { name: "Name" });
    const button = header.getByRole("button");
    await button.click();
    await page.waitForURL("**/roadsters?sort=name");
    await expect.poll(() => names(page).then(([first]) => first)).toBe("amc ambassador brougham");
    await expect.poll(() => header.getAttribute("aria-sort")).toBe("ascending");
    await button.click();
    await page.waitForURL("**/roadsters?sort=-name");
    await expect.poll(() => names(page).then(([first]) => first)).toBe("vw rabbit custom");
    await expect.poll(() => header.getAttribute("aria-sort")).toBe("descending");
    await button.click();
    await page.waitForURL("**/roadsters");
    await expect.poll(() => header.getAttribute("aria-sort")).toBe("none");
  });

  test("only attributes that rows can be ordered by have a button in their header", async () => {
    const page = await application().open("/roadsters");
    const header = page.getByRole("columnheader", { name: "Homeland" });
    await header.waitFor();
    expect(await header.getByRole("button").count()).toBe(0);
  });

  test("a filter by a related record is chosen by name, shown in words, and dropped again", async () => {
    const page = await application().open("/roadsters");
    await choose(page, "Field", "Homeland");
    await page.getByRole("combobox", { name: "Value" }).fill("jap");
    await page.getByRole("option", { name: "Japan" }).click();
    await page.getByRole("button", { name: "Add filter" }).click();
    await count(page, "79 roadsters");
    await page.getByRole("group", { name: "Active filters" }).getByText("Homeland is Japan").waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get("filter")).toContain("homelandId");
    await page.getByRole("button", { name: "Remove the filter Homeland is" }).click();
    await count(page, "406 roadsters");
  });

  test("what is offered narrows while one types, and an answer moves nothing that is offered", async () => {
    const page = await application().open("/roadsters");
    await choose(page, "Field", "Homeland");
    const picker = page.getByRole("combobox", { name: "Value" });
    const offered = () => page.getByRole("option").allTextContents();
    await picker.click();
    await expect.poll(offered).toHaveLength(3);
    const answer = await hold(page, /trpc\/[^?]*homeland\.list/);
    await picker.pressSequentially("p");
    await expect.poll(offered).toEqual(["Europe", "Japan"]);
    await picker.pressSequentially("a");
    await expect.poll(offered).toEqual(["Japan"]);
    await picker.fill("");
    await expect.poll(offered).toHaveLength(3);
    answer();
    await picker.fill("jap");
    await page.getByRole("option", { name: "Japan" }).click();
    await expect.poll(() => picker.inputValue()).toBe("Japan");
  });

  test("of two changes in one moment both count", async () => {
    const page = await application().open(
      '/roadsters?filter={"color":{"equals":"red"},"name":{"contains":"o"}}',
    );
    const remove = page.getByRole("button", { name: "Remove the filter Color is" });
    await remove.waitFor();
    await remove.evaluate((button: HTMLElement) => {
      button.click();
      document.querySelector<HTMLElement>("thead th:nth-child(2) button")?.click();
    });
    await page.waitForURL(/sort=color/);
    expect(new URL(page.url()).searchParams.get("filter")).toBe('{"name":{"contains":"o"}}');
  });

  test("a filter counts once it is added, is changed by its chip, and each is one step back", async () => {
    const page = await application().open("/machines");
    await count(page, "60 machines");
    await choose(page, "Field", "Quantity");
    await choose(page, "Condition", "is at least");
    const value = page.getByRole("textbox", { name: "Value" });
    await value.pressSequentially("58,000");
    await page.keyboard.press("Enter");
    await page.getByText("Enter a whole number without separators").waitFor();
    await count(page, "60 machines");
    await value.fill("58000");
    await page.keyboard.press("Enter");
    await count(page, "3 machines");
    await page.getByRole("button", { name: "Quantity is at least 58,000" }).click();
    await expect.poll(() => value.evaluate((input) => input === document.activeElement)).toBe(true);
    await value.fill("60000");
    await page.getByRole("button", { name: "Change filter" }).click();
    await count(page, "1 machine");
    await page.goBack();
    await count(page, "3 machines");
    await page.goBack();
    await count(page, "60 machines");
  });

  test("columns are chosen, moved and resized, and this browser remembers", async () => {
    const page = await application().open("/machines");
    const headers = async () => (await page.getByRole("columnheader").allTextContents()).slice(0, -1);
    await count(page, "60 machines");
    expect(await headers()).toHaveLength(8);
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("checkbox", { name: "State" }).check();
    for (const name of ["Serial", "Rank", "Views", "Weight", "Height", "Changed"]) {
      await page.getByRole("checkbox", { name }).uncheck();
    }
    await page.getByRole("button", { name: "Move State left" }).click();
    await page.keyboard.press("Escape");
    await expect.poll(headers).toEqual(["Name", "State", "Quantity"]);
    await page.goto(new URL("/machines?sort=-updatedAt", page.url()).href);
    await page.getByText("Sorted by Changed, descending").waitFor();
    await page.getByRole("button", { name: "Stop sorting by Changed" }).click();
    await page.waitForURL("**/machines");
    const edge = page.getByRole("separator", { name: "Width of State" });
    await edge.focus();
    for (let step = 0; step < 10; step += 1) await page.keyboard.press("ArrowRight");
    const width = await edge.getAttribute("aria-valuenow");
    await page.reload();
    await expect.poll(headers).toEqual(["Name", "State", "Quantity"]);
    expect(await edge.getAttribute("aria-valuenow")).toBe(width);
    expect(Number(width)).toBeGreaterThan(200);
  });

  test("pages are turned with buttons, kept in the address, and the back button turns them back", async () => {
    const page = await application().open("/roadsters");
    const previous = page.getByRole("button", { name: "Previous" });
    const next = page.getByRole("button", { name: "Next" });
    await count(page, "406 roadsters");
    await expect.poll(() => names(page)).toHaveLength(20);
    const first = await names(page);
    await expect.poll(() => previous.isDisabled()).toBe(true);

    await next.click();
    await page.waitForURL("**/roadsters?cursor=*");
    await expect.poll(() => names(page)).not.toEqual(first);
    await expect.poll(() => previous.isDisabled()).toBe(false);
    const second = await names(page);
    await expect.poll(() => next.evaluate((button) => button === document.activeElement)).toBe(true);

    await page.goBack();
    await expect.poll(() => names(page)).toEqual(first);
    await page.goForward();
    await expect.poll(() => names(page)).toEqual(second);
    await previous.click();
    await expect.poll(() => names(page)).toEqual(first);
    await expect.poll(() => previous.isDisabled()).toBe(true);
  });

  test("the last page is one step away, in the order of the list, and so is the first one", async () => {
    const page = await application().open("/roadsters?sort=-name");
    const [first, last] = ["First page", "Last page"].map((name) => page.getByRole("button", { name }));
    await expect.poll(() => names(page).then(([name]) => name)).toBe("vw rabbit custom");
    await last?.click();
    await page.waitForURL("**/roadsters?from=end&sort=-name");
    await expect.poll(() => names(page).then((all) => all.at(-1))).toBe("amc ambassador brougham");
    await expect.poll(() => last?.isDisabled()).toBe(true);
    const atTheEnd = await names(page);
    expect(atTheEnd).toEqual(atTheEnd.toSorted().reverse());
    await page.getByRole("button", { name: "Previous" }).click();
    await expect.poll(() => names(page)).not.toEqual(atTheEnd);
    await page.getByRole("button", { name: "Next" }).click();
    await expect.poll(() => names(page)).toEqual(atTheEnd);
    await first?.click();
    await expect.poll(() => names(page).then(([name]) => name)).toBe("vw rabbit custom");
    await expect.poll(() => first?.isDisabled()).toBe(true);
  });

  test("a page has as many rows as somebody wants, and there is no pager for a single page", async () => {
    const page = await application().open("/roadsters");
    await rows(page).first().waitFor();
    await page.getByRole("combobox", { name: "Rows on a page" }).click();
    await page.getByRole("option", { name: "50 rows" }).click();
    await page.waitForURL("**/roadsters?limit=50");
    await expect.poll(() => rows(page).count()).toBe(50);
    await page.goto(new URL("/homelands", page.url()).href);
    await count(page, "3 homelands");
    await expect.poll(() => page.getByRole("button", { name: "Next" }).count()).toBe(0);
  });

  test("another order starts at the first page", async () => {
    const page = await application().open("/roadsters");
    await page.getByRole("button", { name: "Next" }).click();
    await page.waitForURL("**/roadsters?cursor=*");
    await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
    await page.waitForURL("**/roadsters?sort=name");
    await page.getByRole("link", { name: "amc ambassador brougham" }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Previous" }).isDisabled()).toBe(true);
  });

  test("an address with conditions that the list doesn't know lists nothing, says why, and leads on", async () => {
    const page = await application().open('/roadsters?search=volvo&filter={"name":{"startsWith":"a"}}');
    const alert = page.getByRole("alert");
    await alert.getByText("“name” of roadsters has no filter “startsWith”.").waitFor();
    expect(await rows(page).count()).toBe(0);
    await alert.getByRole("button", { name: "Show the list without this" }).click();
    await count(page, "6 roadsters");
    await page.waitForURL("**/roadsters?search=volvo");
  });

  test("a cursor that cannot be read is explained, with the way to the first page", async () => {
    const page = await application().open("/roadsters?cursor=broken");
    await page.getByRole("alert").getByText("This cursor can't be read").waitFor();
    await page.getByRole("button", { name: "Go to the first page" }).click();
    await count(page, "406 roadsters");
  });

  test("rows are there before they are counted", async () => {
    const page = await application().open("/homelands");
    await count(page, "3 homelands");
    const goOn = await hold(page, /trpc\/[^?]*count/);
    await page.getByRole("link", { name: "Roadsters" }).click();
    await expect.poll(() => rows(page).count()).toBe(20);
    expect(await page.getByText("406 roadsters").count()).toBe(0);
    goOn();
    await count(page, "406 roadsters");
  });

  test("the ways back from a record lead to the list as it was left", async () => {
    const page = await application().open("/roadsters?search=volvo&sort=-name");
    const isBack = () => page.waitForURL(/\/roadsters\?search=volvo&sort=-name$/);
    await page.getByRole("link", { name: "volvo 264gl" }).click();
    await page.reload();
    await page
      .getByRole("navigation", { name: "Breadcrumb" })
      .getByRole("link", { name: "Roadsters" })
      .click();
    await isBack();
    await page.getByRole("link", { name: "New roadster" }).click();
    await page.getByRole("link", { name: "Cancel" }).click();
    await isBack();
    await page.getByRole("link", { name: "New roadster" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("volvo of today");
    await page.getByRole("button", { name: "Create roadster" }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await isBack();
  });

  test("an unknown domain, record or address is not found, and says where to go", async () => {
    const page = await application().open("/lorries");
    await page.getByRole("heading", { name: "Not found" }).waitFor();
    await page.goto(new URL("/roadsters/999999", page.url()).href);
    await page.getByText("There is no roadster with the number 999999.").waitFor();
    await page.goto(new URL("/roadsters/abc", page.url()).href);
    await page.getByText("There is no roadster with the number abc.").waitFor();
    await page.goto(new URL("/roadsters/1/wheels", page.url()).href);
    await page.getByText("There is no page at this address.").waitFor();
    await page.getByRole("link", { name: "Go to all roadsters" }).click();
    await count(page, "406 roadsters");
  });
});

describeInBrowser("a list without its server", (application) => {
  test("says that the browser is offline, for as long as it is", async () => {
    const page = await application().open("/roadsters");
    await count(page, "406 roadsters");
    const banner = page.getByRole("status").getByText("You are offline");
    expect(await banner.count()).toBe(0);
    await page.context().setOffline(true);
    await banner.waitFor();
    expect(await rows(page).count()).toBe(20);
    await page.context().setOffline(false);
    await expect.poll(() => banner.count()).toBe(0);
  });

  test("says that there is no connection and offers to try again", async () => {
    const page = await application().open("/roadsters");
    await count(page, "406 roadsters");
    await application().stopServer();
    await page.getByRole("link", { name: "Homelands" }).click();
    await page.getByRole("alert").getByText("No connection to the server").waitFor();
    await page.getByRole("button", { name: "Try again" }).waitFor();
  });
});
