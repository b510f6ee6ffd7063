import { chromium, type Page } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A page of a browser of its own, and what went wrong on it. */
export interface BrowserPage extends AsyncDisposable {
  readonly page: Page;
  /** Console errors and uncaught exceptions, CSP violations among them. */
  readonly problems: readonly string[];
}

/**
 * Starts Chromium with an empty profile; disposing ends it.
 *
 * @param options Its further `flags`, and those of the page.
 */
export async function openBrowser(
  { flags = [], ...options }: {
    readonly javaScriptEnabled?: boolean;
    readonly flags?: readonly string[];
  } = {},
): Promise<BrowserPage> {
  const browser = await chromium.launch({
    executablePath: Deno.env.get("CHROMIUM_PATH") ?? "/usr/bin/chromium",
    headless: true,
    args: [...FLAGS, ...flags],
  });
  const page = await browser.newPage(options);
  page.setDefaultTimeout(30_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  return { page, problems, [Symbol.asyncDispose]: () => browser.close() };
}
