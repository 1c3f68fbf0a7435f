import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from "playwright-core";

/** How a page looks to its visitor; anything else needs a browser profile of its own. */
type Look = Pick<BrowserContextOptions, "viewport" | "colorScheme" | "reducedMotion">;

const usual = {
  viewport: { width: 1280, height: 720 },
  colorScheme: "light",
  reducedMotion: "no-preference",
} as const;

/**
 * The pages of a browser that tests open one after the other. They share one page, which forgets everything in between:
 * a new one for each test takes three times as long, since it has to compile the application again.
 */
export class Pages {
  readonly #browser: Browser;
  readonly #origin: string;
  #shared: { page: Page; session: CDPSession } | undefined;

  constructor(browser: Browser, origin: string) {
    this.#browser = browser;
    this.#origin = origin;
  }

  /** A page as a new visitor has it. */
  async open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const { viewport, colorScheme, reducedMotion, ...others } = options;
    const page =
      Object.keys(others).length > 0
        ? await (await this.#newContext(options)).newPage()
        : await this.#sharedPage({
            ...usual,
            ...(viewport && { viewport }),
            ...(colorScheme && { colorScheme }),
            ...(reducedMotion && { reducedMotion }),
          });
    await page.goto(this.#origin + path);
    return page;
  }

  /** Another tab beside a page, in the same profile. */
  async openBeside(page: Page, path: string): Promise<Page> {
    const tab = await page.context().newPage();
    await tab.goto(this.#origin + path);
    return tab;
  }

  /** Leaves nothing of a test to the next one. */
  async leave(): Promise<void> {
    const { page: kept, session } = this.#shared ?? {};
    for (const context of this.#browser.contexts()) if (context !== kept?.context()) await context.close();
    if (!kept) return;
    for (const tab of kept.context().pages()) if (tab !== kept) await tab.close();
    await kept.unrouteAll();
    await kept.context().clearPermissions();
    await kept.context().setOffline(false);
    await kept.goto("about:blank");
    await session?.send("Storage.clearDataForOrigin", { origin: this.#origin, storageTypes: "all" });
  }

  async #sharedPage({ viewport, colorScheme, reducedMotion }: Required<Look>): Promise<Page> {
    if (!this.#shared) {
      const page = await (await this.#newContext()).newPage();
      this.#shared = { page, session: await page.context().newCDPSession(page) };
    }
    const { page } = this.#shared;
    await page.emulateMedia({ colorScheme, reducedMotion });
    if (viewport) await page.setViewportSize(viewport);
    return page;
  }

  async #newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({ locale: "en-US", ...options });
    context.setDefaultTimeout(120_000);
    return context;
  }
}
