import type { CDPSession, Page } from "playwright-core";
import { bigFleetAgent } from "@/tests/helpers/big_fleet.ts";
import { openBrowser } from "@/tests/helpers/browser.ts";
import { BARE_WITNESS, becomeBare } from "./bare_page.ts";
import { WITNESS } from "./crowd_events.ts";
import { type Load, startLoad } from "./load.ts";
import { type Probed, startProbe, type Told } from "./probe.ts";
import { quantile } from "../quantile.ts";

/** How a page answers who uses it; times in milliseconds. */
export type Response = {
  readonly frameP95Ms: number;
  /** From a key to the frame that shows it; null where nobody types. */
  readonly keyP95Ms: number | null;
  /** From an event to the frame that shows it; null while nothing happens. */
  readonly shownMedianMs: number | null;
  readonly shownP95Ms: number | null;
  readonly shownMaxMs: number | null;
  /** The part of the time that the page's own thread worked, from 0 to 1. */
  readonly busyShare: number;
};

/** How one page did under load. */
export type PageUnderLoad = {
  readonly eventsPerSecond: number;
  readonly underLoad: Response;
  /** The same page in the same hands, while nothing happens. */
  readonly atRest: Response;
  /** The same hands and the same events, on a page that shows one line. */
  readonly bare: Response;
  /** Megabytes of script objects after a collection, at the beginning and at the end. */
  readonly heapMb: readonly number[];
  /** Of the machine in the last minute. */
  readonly loadAverage: number;
};

export type LoadOptions = {
  readonly teams: number;
  readonly eventsPerSecond: number;
  readonly seconds: number;
};

const WARM_UP_MS = 5_000;
const AT_REST_MS = 4_000;
const BARE_MS = 10_000;
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
      // Its button is below the rows that shall be seen.
      await page.evaluate(() => scrollTo(0, 0));
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
  // What others do on the machine meanwhile is not the page's work.
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(load.origin + what.path);
  await page.locator('[data-link="live"]').waitFor();
  await what.begin(page);
  await page.evaluate(startProbe, what.witness);

  const atRest = await watch({ page, cdp }, what, AT_REST_MS);
  await load.pace(what.eventsPerSecond);
  await goOn(page, what, WARM_UP_MS);
  const heapMb = [await heapOf(cdp)];
  const rate = await rateOf(load, what.eventsPerSecond);
  const parts: Watched[] = [];
  for (let leftMs = what.seconds * 1_000; leftMs > 0; leftMs -= HEAP_EVERY_MS) {
    const forMs = Math.min(leftMs, HEAP_EVERY_MS);
    parts.push(await watch({ page, cdp }, what, forMs));
    heapMb.push(await heapOf(cdp));
  }
  const eventsPerSecond = await rate();
  const loadAverage = Deno.loadavg()[0] ?? NaN;

  await page.goto(`${load.origin}/login`);
  await page.evaluate(becomeBare, "/api/events?since=0&topics=fleet");
  await page.evaluate(startProbe, BARE_WITNESS);
  await goOn(page, what, WARM_UP_MS);
  const bare = await watch({ page, cdp }, what, BARE_MS);
  return {
    eventsPerSecond,
    underLoad: responseOf(parts),
    atRest: responseOf([atRest]),
    bare: responseOf([bare]),
    heapMb,
    loadAverage,
  };
}

type Watched = Told & { readonly busyMs: number; readonly tookMs: number };

/** What a page tells of itself meanwhile. */
async function watch(
  { page, cdp }: { readonly page: Page; readonly cdp: CDPSession },
  what: Measured,
  forMs: number,
): Promise<Watched> {
  // What was before, such as the pause of a collection, is nobody's.
  await take(page);
  const [fromMs, busyMs] = [performance.now(), await busyOf(cdp)];
  await goOn(page, what, forMs);
  return {
    ...await take(page),
    busyMs: await busyOf(cdp) - busyMs,
    tookMs: performance.now() - fromMs,
  };
}

function responseOf(parts: readonly Watched[]): Response {
  const all = (name: keyof Told) => parts.flatMap((each) => each[name]);
  const sum = (name: "busyMs" | "tookMs") =>
    parts.reduce((total, each) => total + each[name], 0);
  const share = (values: readonly number[], part: number) =>
    values.length === 0 ? null : quantile(values, part);
  const [keys, shown] = [all("keys"), all("shown")];
  return {
    frameP95Ms: quantile(all("frames"), 0.95),
    keyP95Ms: share(keys, 0.95),
    shownMedianMs: share(shown, 0.5),
    shownP95Ms: share(shown, 0.95),
    shownMaxMs: share(shown, 1),
    busyShare: sum("busyMs") / sum("tookMs"),
  };
}

/** Tells, when asked, how many events a second there were from now on. */
async function rateOf(load: Load, perSecond: number) {
  const before = await load.pace(perSecond);
  const fromMs = performance.now();
  return async () => {
    const events = await load.pace(perSecond) - before;
    return events / (performance.now() - fromMs) * 1_000;
  };
}

/** Milliseconds that the page's own thread worked so far. */
async function busyOf(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  const task = metrics.find(({ name }) => name === "TaskDuration");
  return (task?.value ?? NaN) * 1_000;
}

async function heapOf(cdp: CDPSession): Promise<number> {
  await cdp.send("HeapProfiler.collectGarbage");
  return (await cdp.send("Runtime.getHeapUsage")).usedSize / 1e6;
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
