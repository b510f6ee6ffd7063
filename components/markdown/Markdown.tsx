import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";

/** How the server renders markdown; the browser has nothing here. */
export const ServerMarkdown = createContext<
  ((text: string) => string) | undefined
>(undefined);

/** What renders in the browser, once it was loaded; never set on the server. */
let loaded: ((text: string) => string) | undefined;

/**
 * A text in markdown. The server renders it; in the browser, what came with
 * the page stays as it is, and later texts are plain for as long as it takes
 * to load what renders them.
 */
export function Markdown(
  { text, card = false }: { readonly text: string; readonly card?: boolean },
) {
  const render = useContext(ServerMarkdown);
  const element = useRef<HTMLDivElement>(null);
  const first = useRef(text);
  const [html, setHtml] = useState(() => (render ?? loaded ?? escaped)(text));

  useEffect(() => {
    // Rendered text has elements, plain text has none.
    const isHere = text === first.current &&
      element.current?.firstElementChild !== null;
    if (isHere) return;
    let isOld = false;
    import("./in_browser.ts").then(
      ({ safeHtml }) => {
        loaded = safeHtml;
        if (!isOld) setHtml(safeHtml(text));
      },
      () => {/* It stays plain, which reads as well. */},
    );
    return () => {
      isOld = true;
    };
  }, [text]);

  return (
    <div
      ref={element}
      class={card ? "card markdown" : "markdown"}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
