import { expect, test } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";

describeInBrowser("an application without domains", (application) => {
  test("says at home how to create the first one, and copies the command", async () => {
    const page = await application().open("/empty.html", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.getByRole("heading", { level: 1, name: "Create your first domain" }).waitFor();
    expect(await page.title()).toBe("Empty Club");
    const command = 'npx -y pnpm pitstop domain:create task "title:string:200!" "done:boolean!=false"';
    await page.getByText(command).waitFor();
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(command);
  });
});
