import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * A text that grows at its end. Each piece is added to what is there, so that
 * a long text is not laid out anew for a short word. Empty on the server.
 */
export function GrowingText({ text }: { readonly text: string }) {
  const element = useRef<HTMLDivElement>(null);
  const written = useRef<Text>();
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const known = written.current;
    if (known && text.startsWith(known.data)) {
      if (text.length > known.data.length) {
        known.appendData(text.slice(known.data.length));
      }
      return;
    }
    written.current = document.createTextNode(text);
    box.replaceChildren(written.current);
  }, [text]);
  return <div class="prose-text" ref={element} />;
}
