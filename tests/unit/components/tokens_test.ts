import assert from "node:assert/strict";

/** Reads `--name: light-dark(#light, #dark)` from the stylesheet. */
async function readTokens() {
  const css = await Deno.readTextFile(
    new URL("../../../static/tokens.css", import.meta.url),
  );
  const pairs = css.matchAll(
    /--([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g,
  );
  return new Map(
    [...pairs].map(([, name, light, dark]) =>
      [name!, { light: light!, dark: dark! }] as const
    ),
  );
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

const THEMES = ["light", "dark"] as const;
const BACKGROUNDS = ["bg-page", "bg-surface", "bg-raised", "bg-selected"];
const STATUSES = [
  "idle",
  "queued",
  "working",
  "needs-you",
  "recovering",
  "stalled",
  "done",
  "failed",
  "cancelled",
];

/** The least contrast that each colour needs on every background. */
const ON_BACKGROUNDS: readonly (readonly [string, number])[] = [
  ["text", 12],
  ["text-2", 4.9],
  ["text-3", 4.9],
  ["accent", 4.5],
  ["focus", 4.9],
  ["line-strong", 3],
  ...STATUSES.map((status) => [status, 4.9] as const),
];

Deno.test("tokens keep text readable on all four backgrounds, in both themes", async () => {
  const tokens = await readTokens();

  const weak = THEMES.flatMap((theme) =>
    BACKGROUNDS.flatMap((background) =>
      ON_BACKGROUNDS.flatMap(([name, least]) => {
        const ratio = contrast(
          tokens.get(name)![theme],
          tokens.get(background)![theme],
        );
        return ratio >= least
          ? []
          : [`${theme} --${name} on --${background}: ${ratio.toFixed(2)}`];
      })
    )
  );

  assert.deepEqual(weak, []);
});

Deno.test("tokens keep each status readable on its own chip, in both themes", async () => {
  const tokens = await readTokens();

  const weak = THEMES.flatMap((theme) =>
    STATUSES.filter((status) =>
      contrast(
        tokens.get(status)![theme],
        tokens.get(`${status}-bg`)![theme],
      ) < 5.5
    ).map((status) => `${theme} ${status}`)
  );

  assert.deepEqual(weak, []);
});

Deno.test("tokens keep the primary button readable, in both themes", async () => {
  const tokens = await readTokens();

  const ratios = THEMES.map((theme) =>
    contrast(tokens.get("on-accent")![theme], tokens.get("accent")![theme])
  );

  assert.ok(ratios.every((ratio) => ratio >= 5.5), String(ratios));
});
