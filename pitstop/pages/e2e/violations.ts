import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What axe objects to, once nothing fades in any more: until then colors are not what they will be. */
export async function violations(page: Page, colorScheme: "light" | "dark" = "light"): Promise<string[]> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
      .every(({ playState }) => playState !== "running"),
  );
  // No frame of another origin is here, and what gathers theirs is a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  // The other scheme has other colors, and all the rest is the same.
  if (colorScheme === "dark") axe.withRules(["color-contrast"]);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}
