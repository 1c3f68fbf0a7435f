import { expect, test } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";
import { hold } from "./held.ts";

describeInBrowser(
  "in development, the role of the user",
  (application) => {
    test("is switched in the header, and pages offer what the role may do", async () => {
      const page = await application().open("/homelands");
      const role = page.getByLabel("Your role");
      await role.waitFor();
      expect(await role.locator("option").allTextContents()).toEqual(["reader", "editor", "admin"]);
      await page.getByRole("link", { name: "New homeland" }).waitFor();

      await role.selectOption("reader");
      await page.getByRole("link", { name: "Japan" }).waitFor();
      await expect.poll(() => page.getByRole("link", { name: "New homeland" }).count()).toBe(0);
      expect(await page.getByRole("button", { name: "Delete Japan" }).count()).toBe(0);

      await page.getByRole("link", { name: "Japan" }).click();
      const name = page.getByRole("textbox", { name: "Name" });
      await name.waitFor();
      expect(await name.isDisabled()).toBe(true);
      for (const button of ["Delete", "Save"])
        expect(await page.getByRole("button", { name: button, exact: true }).count()).toBe(0);

      await page.getByLabel("Your role").selectOption("editor");
      await page.getByRole("button", { name: "Save" }).waitFor();
      expect(await name.isEnabled()).toBe(true);
    });

    test("is known before anything is shown: no button moves that somebody aims at", async () => {
      const page = await application().open("/homelands/new");
      const answer = await hold(page, /pitstop\.access/);
      await page.goto(new URL("/homelands/new", page.url()).href);
      await page.waitForFunction(
        () => document.getElementById("field-name")?.checkVisibility({ visibilityProperty: true }) === false,
      );
      answer();
      await page.getByLabel("Your role").waitFor();
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("field-name");
    });

    test("is kept for the next page, which says where it leads nowhere", async () => {
      const page = await application().open("/homelands");
      await page.getByLabel("Your role").selectOption("reader");
      // The page loads again, and shows the role that it has then.
      await expect.poll(() => page.getByLabel("Your role").inputValue()).toBe("reader");
      await page.goto(new URL("/homelands/new", page.url()).href);
      await page.getByText("You may not add homelands.").waitFor();
    });

    test("shows a many-to-many relation that it may not change as ways to the records", async () => {
      const page = await application().open("/workshops/1");
      await page.getByRole("combobox", { name: "Machines" }).waitFor();
      await page.getByLabel("Your role").selectOption("reader");
      const machines = page.getByRole("region", { name: "Machines" }).getByRole("link");
      await machines.first().waitFor();
      expect(await page.getByRole("combobox", { name: "Machines" }).count()).toBe(0);
      await machines.first().click();
      await page.waitForURL(/\/machines\/\d+$/);
      await page.getByRole("region", { name: "Workshops" }).getByRole("link").first().waitFor();
    });
  },
  { environment: () => ({ DEVELOPMENT_USER: "yes" }) },
);

describeInBrowser("anywhere else", (application) => {
  test("there is no role to switch, and everything is offered", async () => {
    const page = await application().open("/homelands");
    await page.getByRole("link", { name: "New homeland" }).waitFor();
    await page.getByRole("button", { name: "Delete Japan" }).waitFor();
    expect(await page.getByLabel("Your role").count()).toBe(0);
  });
});
