import { ansiPieces } from "../ansi.ts";

/** What a terminal would show, in the colours of the page. */
export function Terminal({ text }: { readonly text: string }) {
  return (
    <div class="prose-text mono">
      {ansiPieces(text).map((piece, i) =>
        piece.looks.length === 0
          ? piece.text
          : <span key={i} class={piece.looks.join(" ")}>{piece.text}</span>
      )}
    </div>
  );
}
