import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds, and whether the page is wider than the window. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<axe.AxeResults> };
    };
    return (await axe.run()).violations.map(({ id, nodes }) =>
      `${id}: ${nodes.map(({ html }) => html).join(" ")}`
    );
  });
  const overflow = await page.evaluate(() =>
    document.documentElement.scrollWidth - innerWidth
  );
  return overflow > 0 ? [...violations, `${overflow} px too wide`] : violations;
}
