import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";
import { hold } from "./held.ts";

const field = (page: Page, name: string) => page.getByRole("textbox", { name });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const notice = (page: Page, text: string) => page.getByText(text).waitFor();

/** Makes a homeland by hand and gives its address. */
async function createHomeland(page: Page, name: string): Promise<string> {
  await page.goto(new URL("/homelands/new", page.url()).href);
  await field(page, "Name").fill(name);
  await button(page, "Create homeland").click();
  await page.waitForURL(/\/homelands\/\d+$/);
  return new URL(page.url()).pathname;
}

describeInBrowser("the form of a record", (application) => {
  test("says at the field what is missing, takes the focus there, and creates the record after that", async () => {
    const page = await application().open("/roadsters/new");
    await button(page, "Create roadster").click();
    const name = field(page, "Name");
    await page.getByText("Fill this in.").waitFor();
    await expect.poll(() => name.getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => name.evaluate((input) => input === document.activeElement)).toBe(true);

    await name.fill("Saab 900 Turbo");
    await field(page, "Color").fill("x".repeat(41));
    await button(page, "Create roadster").click();
    await page.getByText("Use at most 40 characters.").waitFor();

    await field(page, "Color").fill("black");
    await button(page, "Create roadster").click();
    await notice(page, "Roadster “Saab 900 Turbo” was created.");
    await page.getByRole("heading", { level: 1, name: "Saab 900 Turbo" }).waitFor();
    await page.waitForURL(/\/roadsters\/\d+$/);
  });

  test("shows what only the server knows at the field too", async () => {
    const page = await application().open("/homelands/new");
    await field(page, "Name").fill("Japan");
    await button(page, "Create homeland").click();
    await page.getByText("Another homeland has this name").waitFor();
    await expect.poll(() => field(page, "Name").getAttribute("aria-invalid")).toBe("true");
  });

  test("chooses a related record by its name, links to it, and links back with a count", async () => {
    const page = await application().open("/roadsters/new");
    const address = await createHomeland(page, "Sweden");
    await page.goto(new URL("/roadsters/new", page.url()).href);
    await field(page, "Name").fill("Volvo Amazon");
    const picker = page.getByRole("combobox", { name: "Homeland" });
    await picker.fill("swe");
    await page.getByRole("option", { name: "Sweden" }).click();
    await button(page, "Create roadster").click();
    await notice(page, "Roadster “Volvo Amazon” was created.");
    await expect.poll(() => picker.inputValue()).toBe("Sweden");

    await page.getByRole("link", { name: "Open Sweden" }).click();
    await page.waitForURL(`**${address}`);
    await page.getByRole("link", { name: "1 roadster", exact: true }).click();
    await page.getByRole("link", { name: "Volvo Amazon" }).waitFor();
    await page.getByText("Homeland is Sweden").waitFor();
  });

  test("is not offered itself as what it belongs to", async () => {
    const page = await application().open("/machines/4");
    const picker = page.getByRole("combobox", { name: "Parent" });
    await picker.fill("Machine 4");
    await page.getByRole("option", { name: "Machine 40", exact: true }).waitFor();
    expect(await page.getByRole("option", { name: "Machine 4", exact: true }).count()).toBe(0);
  });

  test("saves what was changed, and can be emptied again", async () => {
    const page = await application().open("/roadsters/1");
    await field(page, "Color").fill("turquoise");
    await expect.poll(() => button(page, "Save").isDisabled()).toBe(false);
    await field(page, "Color").press("Enter");
    await notice(page, "Roadster “chevrolet chevelle malibu” was saved.");
    await page.reload();
    await expect.poll(() => field(page, "Color").inputValue()).toBe("turquoise");
    await expect.poll(() => button(page, "Save").isDisabled()).toBe(true);
    await field(page, "Color").fill("");
    await button(page, "Save").click();
    await notice(page, "was saved.");
    await page.reload();
    await expect.poll(() => field(page, "Color").inputValue()).toBe("");
  });

  test("is saved by Ctrl+S, and its buttons are in sight however long it is", async () => {
    const page = await application().open("/machines/4");
    await field(page, "Serial").fill("by the keyboard");
    await page.keyboard.press("ControlOrMeta+s");
    await notice(page, "was saved.");
    const { height } = page.viewportSize() ?? { height: 0 };
    const box = await button(page, "Save").boundingBox();
    expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(height);
  });

  test("keeps what is typed while it is saved, and that is still to be saved", async () => {
    const page = await application().open("/roadsters/3");
    const answer = await hold(page, /roadster\.update/);
    await field(page, "Color").fill("sent");
    await field(page, "Color").press("Enter");
    await field(page, "Name").fill("typed meanwhile");
    answer();
    await notice(page, "was saved.");
    expect(await field(page, "Name").inputValue()).toBe("typed meanwhile");
    expect(await field(page, "Color").inputValue()).toBe("sent");
    await button(page, "Undo changes").click();
    await expect.poll(() => field(page, "Name").inputValue()).toBe("plymouth satellite");
    expect(await field(page, "Color").inputValue()).toBe("sent");
  });

  test("is left with what was typed while the record was created, which goes on on its page", async () => {
    const page = await application().open("/roadsters/new");
    const answer = await hold(page, /roadster\.create/);
    await field(page, "Name").fill("typed on");
    await field(page, "Name").press("Enter");
    await field(page, "Color").fill("mauve");
    answer();
    await notice(page, "Roadster “typed on” was created.");
    await page.waitForURL(/\/roadsters\/\d+$/);
    await expect.poll(() => field(page, "Color").inputValue()).toBe("mauve");
    await page.keyboard.type(" and more");
    expect(await field(page, "Color").inputValue()).toBe("mauve and more");
    expect(await button(page, "Save").isDisabled()).toBe(false);
  });

  test("takes nobody away from where they went while the record was created", async () => {
    const page = await application().open("/roadsters/new");
    const answer = await hold(page, /roadster\.create/);
    await field(page, "Name").fill("left alone");
    await field(page, "Name").press("Enter");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Homelands" }).click();
    await button(page, "Leave without saving").click();
    await page.getByRole("heading", { level: 1, name: "Homelands" }).waitFor();
    answer();
    await notice(page, "Roadster “left alone” was created.");
    expect(new URL(page.url()).pathname).toBe("/homelands");
  });

  test("asks before unsaved text is left behind", async () => {
    const page = await application().open("/roadsters/2");
    await field(page, "Name").fill("never saved");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Homelands" }).click();
    await page.getByRole("dialog", { name: "Leave without saving?" }).waitFor();
    await button(page, "Stay here").click();
    expect(await field(page, "Name").inputValue()).toBe("never saved");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Homelands" }).click();
    await button(page, "Leave without saving").click();
    await page.waitForURL("**/homelands");
  });
});

describeInBrowser("two people at one record", (application) => {
  /** The first tab has typed, the second has saved, the first presses Save. */
  async function collide(id: number): Promise<Page> {
    const first = await application().open(`/roadsters/${id}`);
    await field(first, "Name").fill("name of the first");
    const second = await application().openBeside(first, `/roadsters/${id}`);
    await field(second, "Color").fill("color of the second");
    await button(second, "Save").click();
    await notice(second, "was saved.");
    await second.close();
    await button(first, "Save").click();
    await first.getByText("Somebody else changed this roadster while you were editing").waitFor();
    return first;
  }

  test("the slower one is told what changed and may take the newer record", async () => {
    const page = await collide(10);
    await page.getByRole("alert").getByText("color of the second").waitFor();
    expect(await field(page, "Name").inputValue()).toBe("name of the first");
    await button(page, "Load the newer roadster").click();
    await expect.poll(() => field(page, "Color").inputValue()).toBe("color of the second");
    await expect.poll(() => field(page, "Name").inputValue()).toBe("amc ambassador dpl");
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
  });

  test("or keep the own text, which leaves the other's changes in place", async () => {
    const page = await collide(20);
    await button(page, "Keep my text and save over it").click();
    await notice(page, "Roadster “name of the first” was saved.");
    await page.reload();
    await expect.poll(() => field(page, "Name").inputValue()).toBe("name of the first");
    await expect.poll(() => field(page, "Color").inputValue()).toBe("color of the second");
  });
});

describeInBrowser("deleting a record", (application) => {
  test("is confirmed in a dialog that names it, and can be called off", async () => {
    const page = await application().open("/roadsters");
    const trash = page.getByRole("button", { name: "Delete buick skylark 320" });
    await trash.click();
    const dialog = page.getByRole("dialog", { name: "Delete “buick skylark 320”?" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => trash.evaluate((icon) => icon === document.activeElement)).toBe(true);

    await trash.click();
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await notice(page, "Roadster “buick skylark 320” was deleted.");
    await page.getByRole("status").getByText("405 roadsters").waitFor();
    await expect.poll(() => trash.count()).toBe(0);
  });

  test("is refused while others refer to it, with the way to these", async () => {
    const page = await application().open("/homelands/2");
    await button(page, "Delete").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await dialog.getByRole("alert").getByText("Not deleted").waitFor();
    await dialog.getByRole("link", { name: "73 roadsters" }).click();
    await page.waitForURL("**/roadsters?filter=*");
    await page.getByText("Homeland is Europe").waitFor();
  });

  test("says before it asks that others refer to a record, and no button moves when that is known", async () => {
    const page = await application().open("/homelands");
    const answer = await hold(page, /trpc\/[^?]*roadster\.count/);
    await button(page, "Delete USA").click();
    const cancel = page.getByRole("dialog").getByRole("button", { name: "Cancel" });
    await cancel.click({ trial: true }); // once it stands still
    const before = await cancel.boundingBox();
    answer();
    await page.getByRole("dialog").getByText("Others refer to it").waitFor();
    expect(await cancel.boundingBox()).toEqual(before);
    await page
      .getByRole("dialog")
      .getByRole("link", { name: /^\d+ roadsters$/ })
      .waitFor();
  });

  test("while somebody else edits it leaves that person a way on, with what was typed", async () => {
    const page = await application().open("/roadsters/50");
    await field(page, "Color").fill("kept");
    const other = await application().openBeside(page, "/roadsters/50");
    await button(other, "Delete").click();
    await other.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await other.waitForURL("**/roadsters");
    await button(page, "Save").click();
    await page.getByRole("alert").getByText("Somebody else deleted this roadster").waitFor();
    await page.getByRole("link", { name: "Go to all roadsters" }).waitFor();
    await button(page, "Create it again").click();
    await notice(page, "was created.");
    await page.waitForURL(/\/roadsters\/(?!50$)\d+$/);
    await expect.poll(() => field(page, "Color").inputValue()).toBe("kept");
  });

  test("that somebody else has changed since is not done unseen", async () => {
    const page = await application().open("/roadsters?search=ford torino");
    const trash = page.getByRole("button", { name: "Delete ford torino", exact: true });
    await trash.click();
    const other = await application().openBeside(page, "/roadsters/5");
    await field(other, "Color").fill("changed meanwhile");
    await button(other, "Save").click();
    await notice(other, "was saved.");
    const dialog = page.getByRole("dialog", { name: "Delete “ford torino”?" });
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await dialog.getByRole("alert").getByText("Not deleted").waitFor();
    await other.reload();
    await expect.poll(() => field(other, "Color").inputValue()).toBe("changed meanwhile");
    await dialog.getByRole("button", { name: "Delete anyway" }).click();
    await notice(page, "Roadster “ford torino” was deleted.");
    await expect.poll(() => trash.count()).toBe(0);
  });

  test("from its own page leads back to the list", async () => {
    const page = await application().open("/homelands/new");
    await createHomeland(page, "Short-lived");
    await button(page, "Delete").click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await page.waitForURL("**/homelands");
    await notice(page, "Homeland “Short-lived” was deleted.");
  });
});
