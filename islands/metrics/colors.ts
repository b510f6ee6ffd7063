/** What a drawing takes from the page, as the canvas wants it: `rgb(…)`. */
export type Colors = {
  readonly lines: readonly string[];
  readonly text: string;
  readonly grid: string;
};

/** Reads the tokens that hold now, from elements that are styled by them. */
export function readColors(figure: HTMLElement, box: HTMLElement): Colors {
  const { color, borderTopColor } = getComputedStyle(box);
  const items = [...figure.querySelectorAll("[data-line] path")];
  return {
    lines: items.map((item) => getComputedStyle(item).stroke),
    text: color,
    grid: borderTopColor,
  };
}

/** The same colour, as thin as a wash below a line. */
export function washed(color: string): string {
  return color.replace(/^rgb\((.*)\)$/, "rgba($1, 0.22)");
}

/** Calls back when another theme holds; returns the function that ends it. */
export function onThemeChange(listener: () => void): () => void {
  const watched = new MutationObserver(listener);
  watched.observe(document.documentElement, {
    attributeFilter: ["data-theme"],
  });
  const queries = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"]
    .map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener("change", listener);
  return () => {
    watched.disconnect();
    for (const query of queries) query.removeEventListener("change", listener);
  };
}
