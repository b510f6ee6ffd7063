import type { Page } from "playwright-core";
import { until } from "@/tests/helpers/vamp_server.ts";

/** Opens the page and waits until it is drawn and live. */
export async function openCanvas(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/canvas`);
  await page.locator('.canvas-box[aria-busy="false"]').waitFor();
  await page.locator("[data-edge]").first().waitFor();
  await page.locator('[data-link="live"]').waitFor();
}

type View = {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
};

/** How the drawing is shown now. */
export async function viewOf(page: Page): Promise<View> {
  const { e, f, a } = await page.locator(".react-flow__viewport").evaluate(
    (viewport) => {
      const { a, e, f } = new DOMMatrix(getComputedStyle(viewport).transform);
      return { a, e, f };
    },
  );
  return { x: e, y: f, zoom: a };
}

/** How the drawing is shown, as soon as it is so. */
export async function viewOnce(page: Page, isSo: (view: View) => boolean) {
  return await until(async () => {
    const view = await viewOf(page);
    return isSo(view) ? view : undefined;
  }, "the view did not change as it should");
}

/** Where the nodes are in the drawing. */
export async function placesOf(page: Page) {
  return await page.evaluate(() => {
    const nodes = [...document.querySelectorAll<HTMLElement>(
      ".react-flow__node",
    )];
    return Object.fromEntries(
      nodes.map((node): [string, { x: number; y: number }] => {
        const { left, top } = node.style;
        return [node.dataset.id ?? "", {
          x: parseFloat(left),
          y: parseFloat(top),
        }];
      }),
    );
  });
}
