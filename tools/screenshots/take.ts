/** Takes all pictures of a demo of its own; runs where only loopback is. */
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { printLine } from "../output.ts";
import { type DemoServer, startDemo } from "./demo_server.ts";
import { type Shot, SHOTS, SIZES } from "./shots.ts";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic"];
/** What all pictures may come to: they travel with every clone. */
const MAX_BYTES = 2 * 1024 ** 2;

if (import.meta.main) {
  const [folder = "", chromiumPath = ""] = Deno.args;
  await takeAll(folder, chromiumPath);
}

async function takeAll(folder: string, chromiumPath: string): Promise<void> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  await using server = await startDemo(root);
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: FLAGS,
  });
  try {
    let bytes = 0;
    for (const shot of SHOTS) {
      await server.whenAt(shot.moment);
      const size = await take(shot, browser, server, folder);
      printLine(`${shot.name}.png ${Math.ceil(size / 1024)} KiB`);
      bytes += size;
    }
    if (bytes > MAX_BYTES) {
      throw new Error(`Cannot keep the pictures: together ${bytes} bytes`);
    }
  } finally {
    await browser.close();
  }
}

/** Takes one picture; gives the size of its file. */
async function take(
  { name, path, theme, size, before }: Shot,
  browser: Browser,
  server: DemoServer,
  folder: string,
): Promise<number> {
  const page = await browser.newPage({
    colorScheme: theme,
    reducedMotion: "reduce",
    viewport: SIZES[size],
  });
  const address = typeof path === "string" ? path : await path(server);
  const next = new URLSearchParams({ next: address });
  await page.goto(`${server.origin}/login?${next}`);
  await page.locator("input[name=token]").fill(server.token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator('[data-link="live"]').waitFor();
  if (await page.locator(".error-page").count() > 0) {
    throw new Error(`Cannot take ${name}: ${address} is not to be seen`);
  }
  await before?.(page);
  const file = join(folder, `${name}.png`);
  const picture = await page.screenshot({ path: file });
  await page.close();
  return picture.byteLength;
}
