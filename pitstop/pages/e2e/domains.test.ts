import { domains } from "@app/types";
import { test } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";

/** What is asked of every domain, the application's own among them, whichever it has. */
interface AnyDomain {
  readonly plural: string;
  readonly label: { readonly one: string; readonly many: string };
  readonly attributes: object;
  readonly relations: object;
}

describeInBrowser("every domain of the application", (application) => {
  test.each(Object.entries<AnyDomain>(domains))(
    "%s has its list, and a form with a field for each attribute and relation",
    async (_name, { plural, label, attributes, relations }) => {
      const page = await application().open(`/${plural}`);
      await page.getByRole("heading", { level: 1, name: label.many, exact: true }).waitFor();
      await page.goto(new URL(`/${plural}/new`, page.url()).href);
      await page.getByRole("heading", { level: 1, name: `New ${label.one}` }).waitFor();
      const keys = [...Object.keys(attributes), ...Object.keys(relations).map((relation) => `${relation}Id`)];
      for (const key of keys) await page.locator(`#field-${key}`).first().waitFor({ state: "attached" });
    },
  );
});
