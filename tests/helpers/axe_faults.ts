import axe from "axe-core";
import type { Page } from "playwright-core";

/**
 * What axe finds, and whether the page is wider than the window.
 *
 * @param rules Those of axe that matter; all of them, when none is named.
 */
export async function faultsOf(
  page: Page,
  rules: readonly string[] = [],
): Promise<readonly string[]> {
  // It is half a megabyte: once is enough for a page.
  const isThere = await page.evaluate(() => "axe" in globalThis);
  if (!isThere) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: axe.RunOptions): Promise<axe.AxeResults> };
    };
    const options = rules.length > 0 ? { runOnly: [...rules] } : {};
    return (await axe.run(options)).violations.map(({ id, nodes }) =>
      `${id}: ${nodes.map(({ html }) => html).join(" ")}`
    );
  }, rules);
  const overflow = await page.evaluate(() =>
    document.documentElement.scrollWidth - innerWidth
  );
  return overflow > 0 ? [...violations, `${overflow} px too wide`] : violations;
}

/** What axe finds in the light and in the dark, each with its theme; the page ends up dark. */
export async function faultsInBothThemes(
  page: Page,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    // Colours are what they will be, not on the way there.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Beside its colours, a page is the same in both themes.
    const rules = colorScheme === "dark" ? ["color-contrast"] : [];
    const found = await faultsOf(page, rules);
    faults.push(...found.map((fault) => `${colorScheme} ${fault}`));
  }
  return faults;
}
