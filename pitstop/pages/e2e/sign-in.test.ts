import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createUser } from "@pitstop/sign-in/users";
import type { Page } from "playwright-core";
import { afterAll, expect, test, vi } from "vitest";
import { describeInBrowser } from "./describe-in-browser.ts";
import { violations } from "./violations.ts";

const ada = { email: "ada@example.com", name: "Ada Lovelace", password: "correct horse battery" };

const ben = { email: "ben@example.com", name: "Ben", password: "correct horse battery" };

const folder = mkdtempSync(join(tmpdir(), "pitstop-mails-"));
const mails = join(folder, "mails");
afterAll(() => rmSync(folder, { recursive: true }));

/** The link of the mail that was sent to an address last. */
const linkTo = (email: string): Promise<string> =>
  vi.waitFor(() => {
    const sent = readFileSync(mails, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { to: string; link?: string });
    const link = sent.findLast(({ to }) => to === email)?.link;
    if (link === undefined) throw new Error(`No link was sent to ${email}.`);
    return link;
  }, 5_000);

/** What is wrong with a page for its readers, at three widths and in both color schemes. */
async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    found.push(...(await violations(page, colorScheme)));
  }
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (excess > 0) found.push(`${excess} pixels too wide at ${width}`);
  }
  return found;
}

const button = (page: Page, name: string) => page.getByRole("button", { name });
const email = (page: Page) => page.getByRole("textbox", { name: "Email address" });
const signInHeading = (page: Page) => page.getByRole("heading", { name: "Sign in to Roadster Club" });

async function signIn(page: Page, password = ada.password): Promise<void> {
  await email(page).fill(ada.email);
  await page.getByLabel(/^Password/).fill(password);
  await button(page, "Sign in").click();
}

describeInBrowser(
  "a person who signs in",
  (application) => {
    test("is led to it, comes back to where they were, works, and signs out", async () => {
      const page = await application().open("/roadsters?sort=name");
      await signInHeading(page).waitFor();
      expect(new URL(page.url()).searchParams.get("returnTo")).toBe("/roadsters?sort=name");
      await expect.poll(() => email(page).evaluate((input) => input === document.activeElement)).toBe(true);
      await signIn(page, "wrong horse battery");
      await page.getByRole("alert").getByText("The email address or the password is wrong.").waitFor();
      await signIn(page);
      await page.getByText("406 roadsters").waitFor();
      expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/roadsters?sort=name");

      await page.goto(new URL("/homelands/new", page.url()).href);
      await page.getByRole("textbox", { name: "Name" }).fill("Sweden");
      await button(page, "Create homeland").click();
      await page.waitForURL(/\/homelands\/\d+$/);

      await button(page, "Signed in as Ada Lovelace").click();
      await button(page, "Sign out").click();
      await signInHeading(page).waitFor();
      await page.goto(new URL("/roadsters", page.url()).href);
      await signInHeading(page).waitFor();
    });

    test("sees in which browsers they are signed in, and ends one, which then leads to the sign-in page", async () => {
      const page = await application().open("/");
      await signIn(page);
      await button(page, "Signed in as Ada Lovelace").waitFor();
      const elsewhere = await application().open("/roadsters", { locale: "de-DE" });
      await signIn(elsewhere);
      await elsewhere.getByText("406 roadsters").waitFor();

      await button(page, "Signed in as Ada Lovelace").click();
      await page.getByRole("link", { name: "Your sessions" }).click();
      await page.getByText("This browser").waitFor();
      await button(page, "End the session of").first().waitFor();
      await button(page, "End all others").click();
      await page.getByText("All other sessions have ended.").waitFor();
      await expect.poll(() => button(page, "End the session of").count()).toBe(0);

      await elsewhere.getByRole("link", { name: "Homelands" }).click();
      await signInHeading(elsewhere).waitFor();
      expect(new URL(elsewhere.url()).searchParams.get("returnTo")).toBe("/homelands");

      await page.getByLabel(/^Current password/).fill("wrong horse battery");
      await page.getByLabel(/^New password/).fill("staple battery horse");
      await button(page, "Change password").click();
      await page.getByRole("alert").getByText("The password that you have now is another one.").waitFor();
      await page.getByLabel(/^Current password/).fill(ada.password);
      await page.getByLabel(/^New password/).fill(ada.password);
      await button(page, "Change password").click();
      await page.getByText("Your password is changed.").waitFor();
      await page.getByText("This browser").waitFor();
      await expect.poll(() => page.getByLabel(/^Current password/).inputValue()).toBe("");
    });

    for (const colorScheme of ["light", "dark"] as const)
      test(`meets nothing that axe finds serious in ${colorScheme} colors: form, refusal, menu, sessions`, async () => {
        const page = await application().open("/sign-in", { colorScheme, reducedMotion: "reduce" });
        await signInHeading(page).waitFor();
        expect(await violations(page, colorScheme)).toEqual([]);
        await signIn(page, "wrong horse battery");
        await page.getByRole("alert").waitFor();
        expect(await violations(page, colorScheme)).toEqual([]);
        await signIn(page);
        await button(page, "Signed in as Ada Lovelace").click();
        await page.getByRole("link", { name: "Your sessions" }).waitFor();
        expect(await violations(page, colorScheme)).toEqual([]);
        await page.getByRole("link", { name: "Your sessions" }).click();
        await page.getByText("This browser").waitFor();
        expect(await violations(page, colorScheme)).toEqual([]);
      });

    test("gets a new password by a mail, which works once", async () => {
      const page = await application().open("/sign-in");
      await page.getByRole("link", { name: "Forgot your password?" }).click();
      await page.getByRole("heading", { name: "Forgot your password?" }).waitFor();
      expect(await faults(page)).toEqual([]);
      await email(page).fill(ben.email);
      await button(page, "Send the mail").click();
      await page.getByRole("status").getByText("Check your email").waitFor();
      expect(await faults(page)).toEqual([]);
      const link = await linkTo(ben.email);
      await page.goto(link);
      await expect.poll(() => email(page).inputValue()).toBe(ben.email);
      expect(await faults(page)).toEqual([]);
      await page.getByLabel(/^New password/).fill("staple battery horse");
      await button(page, "Set password").click();
      await button(page, "Signed in as Ben").waitFor();
      expect(page.url()).not.toContain("#");
      const again = await application().openBeside(page, "/");
      await again.goto(link);
      await again.getByRole("alert").getByText("This link can't be used").waitFor();
      expect(await faults(again)).toEqual([]);
    });

    test("becomes a user by a mail, who has the least role", async () => {
      const page = await application().open("/sign-in");
      await page.getByRole("link", { name: "Sign up" }).click();
      await email(page).fill("eve@example.com");
      await button(page, "Send the mail").click();
      await page.getByRole("status").waitFor();
      await page.goto(await linkTo("eve@example.com"));
      await page.getByRole("textbox", { name: "Your name" }).fill("Eve");
      expect(await faults(page)).toEqual([]);
      await page.getByLabel(/^New password/).fill("staple battery horse");
      await button(page, "Sign up").click();
      await button(page, "Signed in as Eve").click();
      await page.getByText("Role: reader").waitFor();
    });

    test("is led nowhere else by a link that somebody made", async () => {
      const page = await application().open("/sign-in?returnTo=//evil.example.com");
      const origin = new URL(page.url()).origin;
      await signIn(page);
      await button(page, "Signed in as Ada Lovelace").waitFor();
      expect(new URL(page.url()).origin).toBe(origin);
      // Browsers leave the tab out of the address.
      await page.goto(new URL("/sign-in?returnTo=/%09/evil.example.com", origin).href);
      await button(page, "Signed in as Ada Lovelace").waitFor();
      expect(new URL(page.url()).origin).toBe(origin);
    });
  },
  {
    script: join(import.meta.dirname, "server-with-sign-in.ts"),
    environment: (pages) => ({
      AUTH_SECRET: "a secret of tests that is long enough",
      PUBLIC_URL: pages,
      SIGN_UP: "yes",
      SIGN_UP_ROLE: "reader",
      MAILS: mails,
    }),
    prepare: async (orm) => {
      await createUser(orm, { ...ada, role: "admin" });
      await createUser(orm, { ...ben, role: "editor" });
    },
  },
);
