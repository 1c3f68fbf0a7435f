import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";

/** Opens a place of the API page in a tab whose requests and complaints are all written down. */
async function openDocs(page: Page, place = "") {
  const requests: string[] = [];
  const complaints: string[] = [];
  page.context().on("request", (request) => void requests.push(request.url()));
  page.context().on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => void complaints.push(error.message));
  await page.goto(new URL(`/docs${place}`, page.url()).href);
  return { requests, complaints };
}

const foreign = (page: Page, requests: readonly string[]) => {
  const { origin } = new URL(page.url());
  return requests.filter((url) => /^(https?|wss?):/.test(url) && new URL(url).origin !== origin);
};

describeInBrowser("the API page", (application) => {
  test("is reached from the application, shows every domain, and asks no other server for anything", async () => {
    const page = await application().open("/roadsters");
    await page.getByRole("link", { name: "API", exact: true }).click();
    await page.waitForURL("**/docs");
    const { requests, complaints } = await openDocs(page);
    await page.getByRole("heading", { name: "Pitstop" }).first().waitFor();
    for (const name of ["List roadsters", "Change a roadster", "List homelands", "Delete a homeland"]) {
      await page.getByRole("link", { name }).or(page.getByRole("button", { name })).first().waitFor();
    }
    await page.waitForLoadState("networkidle");
    expect(await page.getByRole("heading", { level: 1 }).allTextContents()).toEqual(["Pitstop"]);
    expect(requests.filter((url) => url.endsWith("/openapi.json"))).toHaveLength(1);
    expect(foreign(page, requests)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test.each(["light", "dark"] as const)("can be read in %s colors, and leads back", async (colorScheme) => {
    const page = await application().open("/roadsters", {
      colorScheme,
      reducedMotion: "reduce",
      bypassCSP: true, // what looks for violations is a script of its own
    });
    await openDocs(page, "#tag/machines/GET/api/v1/machines");
    await page.getByText("await api.machine.list.query({").first().waitFor();
    const violations = async () => {
      const axe = new AxeBuilder({ page }).setLegacyMode(true);
      // The other scheme has other colors, and all the rest is the same.
      if (colorScheme === "dark") axe.withRules(["color-contrast"]);
      const found = await axe.analyze();
      return found.violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    };
    // Its colors change with the scheme while it starts.
    await expect.poll(violations).toEqual([]);
    await page.getByRole("link", { name: "Pitstop" }).click();
    await page.waitForURL("**/roadsters");
  });

  test("shows the call by the typed client beside the one by REST", async () => {
    const page = await application().open("/roadsters");
    const { requests } = await openDocs(page, "#tag/roadsters/GET/api/v1/roadsters");
    await page.getByRole("heading", { name: "List roadsters" }).waitFor();
    const operation = page
      .locator("section", { has: page.getByRole("heading", { name: "List roadsters" }) })
      .last();
    await operation.getByText("await api.roadster.list.query({").first().waitFor();
    await operation
      .getByText(`curl "${new URL(page.url()).origin}/api/v1/roadsters`)
      .first()
      .waitFor();
    expect(foreign(page, requests)).toEqual([]);
  });

  test("sends its examples to this server, and they work", async () => {
    const page = await application().open("/roadsters");
    const { requests } = await openDocs(page, "#tag/roadsters/POST/api/v1/roadsters");
    await page.getByRole("heading", { name: "Create a roadster" }).waitFor();
    const operation = page
      .locator("section", { has: page.getByRole("heading", { name: "Create a roadster" }) })
      .last();
    await operation.getByRole("button", { name: /Test Request/ }).click();
    const answered = page.waitForResponse(
      (response) => response.url().endsWith("/api/v1/roadsters") && response.request().method() === "POST",
    );
    await page.getByRole("button", { name: /^Send/ }).first().click();
    expect((await answered).status()).toBe(201);
    expect(foreign(page, requests)).toEqual([]);
  });
});
