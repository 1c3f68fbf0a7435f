import { expect, test } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";

describeInBrowser("what an application shows in its own way", (application) => {
  test("its title, its logo and its theme are on every page", async () => {
    const page = await application().open("/homelands");
    await page.getByRole("heading", { level: 1, name: "Homelands" }).waitFor();
    expect(await page.title()).toBe("Homelands · Roadster Club");
    const home = page.getByRole("banner").getByRole("link", { name: "Roadster Club" });
    await expect
      .poll(() => home.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0);
    const radius = await page
      .getByRole("link", { name: "New homeland" })
      .evaluate((link) => getComputedStyle(link).borderRadius);
    expect(radius).toBe("2px");
  });

  test("a page of its own is in the navigation, at its address, and reads from the API", async () => {
    const page = await application().open("/roadsters");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Paint colors" }).click();
    await page.waitForURL("**/colors");
    await page.getByRole("heading", { level: 1, name: "Paint colors" }).waitFor();
    await page.getByRole("row", { name: "red 58" }).waitFor();
    expect(await page.title()).toBe("Paint colors · Roadster Club");
    await page.reload();
    await page.getByRole("row", { name: "red 58" }).waitFor();
  });

  test("a list, a record, a cell and a field are those of the application", async () => {
    const page = await application().open("/homelands");
    await page.getByText("3 homelands").waitFor();
    await page.getByText("Ask the office before you add another one.").waitFor();
    await page.getByRole("link", { name: "Japan" }).click();
    await page.getByRole("link", { name: "Show it on the map" }).waitFor();
    await page.getByRole("textbox", { name: "Remarks" }).fill("Islands");
    await page.getByText("1993 characters left").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Homeland “Japan” was saved.").waitFor();
    await page
      .getByRole("navigation", { name: "Breadcrumb" })
      .getByRole("link", { name: "Homelands" })
      .click();
    await page.getByRole("cell", { name: "“Islands”" }).waitFor();
  });
});
