import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

const NAME = "found";
// Not among the styles of the page, whose compiler does not know it yet.
const STYLE = `::highlight(${NAME}) {
  background-color: var(--needs-you-bg);
  color: var(--needs-you);
  text-decoration: underline;
}`;

/**
 * Marks every place where a text stands in what is drawn. The lines stay as
 * they are: the browser paints the ranges. Where it cannot, the line that the
 * reader went to is marked all the same.
 */
export function useHighlights(
  scroller: RefObject<HTMLElement>,
  text: string,
): void {
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || text === "" || !("highlights" in CSS)) return;
    CSS.highlights.set(NAME, new Highlight(...rangesOf(box, text)));
  });
  useLayoutEffect(() => {
    if (!("highlights" in CSS) || text === "") return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    document.adoptedStyleSheets.push(sheet);
    return () => {
      CSS.highlights.delete(NAME);
      const others = document.adoptedStyleSheets.filter((each) =>
        each !== sheet
      );
      document.adoptedStyleSheets = others;
    };
  }, [text]);
}

function rangesOf(box: HTMLElement, text: string): Range[] {
  const sought = text.toLowerCase();
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = (node.nodeValue ?? "").toLowerCase();
    let at = words.indexOf(sought);
    while (at >= 0) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + sought.length);
      ranges.push(range);
      at = words.indexOf(sought, at + sought.length);
    }
  }
  return ranges;
}
