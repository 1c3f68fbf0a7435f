import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";

const field = (page: Page, name: string) => page.getByRole("textbox", { name });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Makes a roadster by hand and stays on its page. */
async function createRoadster(page: Page, name: string, color: string): Promise<void> {
  await page.goto(new URL("/roadsters/new", page.url()).href);
  await field(page, "Name").fill(name);
  await field(page, "Color").fill(color);
  await button(page, "Create roadster").click();
  await page.waitForURL(/\/roadsters\/\d+$/);
}

async function saveColor(page: Page, color: string): Promise<void> {
  await field(page, "Color").fill(color);
  await button(page, "Save").click();
  await page.getByText("was saved.").waitFor();
}

describeInBrowser("the history of a record", (application) => {
  test("says who changed what, and gives a version back", async () => {
    const page = await application().open("/roadsters");
    await createRoadster(page, "Historic", "red");
    await saveColor(page, "blue");
    const history = page.getByRole("region", { name: "History" });
    await history.getByText("changed it").waitFor();
    const [latest = ""] = await history.getByRole("listitem").allInnerTexts();
    expect(latest).toContain("version 2");
    expect(latest).toContain("Color: red → blue");
    await button(page, "Restore version 1").click();
    await page.getByText("“Historic” is as it was in version 1.").waitFor();
    await expect.poll(() => field(page, "Color").inputValue()).toBe("red");
    await history.getByText("restored it").waitFor();
  });

  test("takes a save back from its message", async () => {
    const page = await application().open("/roadsters");
    await createRoadster(page, "Undone", "red");
    await saveColor(page, "green");
    await button(page, "Undo").first().click();
    await page.getByText("“Undone” is as it was in version 1.").waitFor();
    await expect.poll(() => field(page, "Color").inputValue()).toBe("red");
  });

  test("says why a version can't be had again", async () => {
    const page = await application().open("/roadsters");
    await createRoadster(page, "Contested", "red");
    await saveColor(page, "green");
    const other = await application().openBeside(page, new URL(page.url()).pathname);
    await field(other, "Color").fill("white");
    await button(other, "Save").click();
    await other.getByText("was saved.").waitFor();
    await button(page, "Undo").first().click();
    await page.getByText("was changed by somebody else since you read it").waitFor();
  });
});

describeInBrowser("a deleted record", (application) => {
  async function removeRoadster(page: Page, name: string): Promise<void> {
    await createRoadster(page, name, "black");
    await button(page, "Delete").click();
    await page.getByText("will go to the trash.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText(`Roadster “${name}” was deleted.`).waitFor();
  }

  test("comes back from its message", async () => {
    const page = await application().open("/roadsters");
    await removeRoadster(page, "Missed");
    await button(page, "Undo").click();
    await page.getByText("Roadster “Missed” is back.").waitFor();
  });

  test("comes back from the trash", async () => {
    const page = await application().open("/roadsters");
    await removeRoadster(page, "Thrown");
    await page.getByRole("link", { name: "Trash" }).click();
    await page.getByRole("heading", { level: 1, name: "Trash" }).waitFor();
    await button(page, "Restore “Thrown”").click();
    await page.getByText("Roadster “Thrown” is back.").waitFor();
    await page.getByText("The trash is empty.").waitFor();
  });
});
