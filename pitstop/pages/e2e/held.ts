import type { Page } from "playwright-core";

/** Holds back the requests whose address has a pattern, as a slow server would, until they are let go. */
export async function hold(page: Page, pattern: RegExp): Promise<() => void> {
  const { promise: isLetGo, resolve: letGo } = Promise.withResolvers<void>();
  await page.route(pattern, async (route) => {
    await isLetGo;
    await route.continue();
  });
  return letGo;
}
