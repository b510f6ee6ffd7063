import type { Page } from "playwright-core";
import { bigFleetAgent } from "@/tests/helpers/big_fleet.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { WITNESS } from "./crowd_events.ts";
import { startLoad } from "./load.ts";
import { type Probed, startProbe, type Told } from "./probe.ts";
import { quantile } from "../quantile.ts";

/** How one page did under load; times in milliseconds. */
export type PageUnderLoad = {
  readonly eventsPerSecond: number;
  readonly frameP95Ms: number;
  /** From a key to the frame that shows it; null where nobody types. */
  readonly keyP95Ms: number | null;
  /** The same page in the same hands, while nothing happens. */
  readonly atRest: {
    readonly frameP95Ms: number;
    readonly keyP95Ms: number | null;
  };
  /** From an event to the frame that shows it. */
  readonly shownMedianMs: number;
  readonly shownP95Ms: number;
  readonly shownMaxMs: number;
  /** Megabytes of script objects after a collection, at the beginning and at the end. */
  readonly heapMb: readonly number[];
};

export type LoadOptions = {
  readonly teams: number;
  readonly eventsPerSecond: number;
  readonly seconds: number;
};

const WARM_UP_MS = 5_000;
const AT_REST_MS = 4_000;
const KEY_EVERY_MS = 90;
const PAN_EVERY_MS = 16;
/** The heap is looked at so often, and at the beginning and at the end. */
const HEAP_EVERY_MS = 60_000;

/** The first page, while somebody writes a task in its dialog. */
export async function measureFleet(
  options: LoadOptions,
): Promise<PageUnderLoad> {
  const id = bigFleetAgent(WITNESS);
  return await measure({
    ...options,
    path: "/",
    witness: `tr:has(a[href="/agents/${id}"]) .cell-now`,
    async begin(page) {
      await page.getByRole("button", { name: "New task" }).click();
      await page.locator("textarea[name=description]").focus();
    },
    async act(page, n) {
      const words = "write this while the fleet works ";
      const key = words[n % words.length] ?? " ";
      await page.keyboard.press(key === " " ? "Space" : key);
      await pause(KEY_EVERY_MS);
    },
  });
}

/** The workflow, while somebody moves the view. */
export async function measureCanvas(
  options: LoadOptions,
): Promise<PageUnderLoad> {
  const id = bigFleetAgent(WITNESS);
  return await measure({
    ...options,
    path: "/canvas",
    witness: `[data-node="${id}"] .canvas-now-words`,
    async begin(page) {
      await page.locator('.canvas-box[aria-busy="false"]').waitFor();
      const box = await page.locator(".canvas-box").boundingBox();
      if (!box) throw new Error("Cannot pan the workflow: it is not drawn");
      const [x, y] = [box.x + box.width / 2, box.y + box.height - 30];
      await page.mouse.move(x, y);
      await page.mouse.down();
    },
    async act(page, n) {
      const at = n / 12;
      await page.mouse.move(640 + 260 * Math.cos(at), 400 + 160 * Math.sin(at));
      await pause(PAN_EVERY_MS);
    },
  });
}

type Measured = LoadOptions & {
  readonly path: string;
  readonly witness: string;
  readonly begin: (page: Page) => Promise<void>;
  /** What the person does, over and over. */
  readonly act: (page: Page, n: number) => Promise<void>;
};

async function measure(what: Measured): Promise<PageUnderLoad> {
  await using load = await startLoad(what.teams);
  await using browser = await openBrowser();
  const { page } = browser;
  page.setDefaultTimeout(60_000);
  const cdp = await page.context().newCDPSession(page);
  const heapMb = async () => {
    await cdp.send("HeapProfiler.collectGarbage");
    return (await cdp.send("Runtime.getHeapUsage")).usedSize / 1e6;
  };
  await page.goto(load.origin + what.path);
  await page.locator('[data-link="live"]').waitFor();
  await what.begin(page);
  await page.evaluate(startProbe, what.witness);
  await goOn(page, what, AT_REST_MS);
  const atRest = responseOf(await take(page));
  await load.pace(what.eventsPerSecond);
  await goOn(page, what, WARM_UP_MS);

  const heap = [await heapMb()];
  await take(page);
  const before = await load.pace(what.eventsPerSecond);
  const fromMs = performance.now();
  const told: Told[] = [];
  for (let leftMs = what.seconds * 1_000; leftMs > 0; leftMs -= HEAP_EVERY_MS) {
    await goOn(page, what, Math.min(leftMs, HEAP_EVERY_MS));
    told.push(await take(page));
    heap.push(await heapMb());
    // The collection's own pause is nobody's.
    await take(page);
  }
  const tookMs = performance.now() - fromMs;
  const events = await load.pace(what.eventsPerSecond) - before;
  const all = (name: keyof Told) => told.flatMap((each) => each[name]);
  return {
    eventsPerSecond: events / tookMs * 1_000,
    ...responseOf({ frames: all("frames"), keys: all("keys") }),
    atRest,
    shownMedianMs: quantile(all("shown"), 0.5),
    shownP95Ms: quantile(all("shown"), 0.95),
    shownMaxMs: Math.max(...all("shown")),
    heapMb: heap,
  };
}

function responseOf({ frames, keys }: Pick<Told, "frames" | "keys">) {
  return {
    frameP95Ms: quantile(frames, 0.95),
    keyP95Ms: keys.length > 0 ? quantile(keys, 0.95) : null,
  };
}

async function goOn(page: Page, { act }: Measured, forMs: number) {
  const endMs = performance.now() + forMs;
  for (let n = 0; performance.now() < endMs; n++) await act(page, n);
}

function take(page: Page): Promise<Told> {
  return page.evaluate(() => (globalThis as unknown as Probed).probe.take());
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
