import { textPieces } from "./odd_text.ts";
import { REQUEST_TEXT } from "@/components/text/request_text.ts";

/** A text of an agent, letter by letter: what would not be seen is named. */
export function ExactText({ text }: { readonly text: string }) {
  return (
    <bdi>
      {textPieces(text).map((piece, i) =>
        "plain" in piece
          ? piece.plain
          : (
            <mark key={i} class="odd" title={REQUEST_TEXT.aHiddenCharacter}>
              {piece.odd}
            </mark>
          )
      )}
    </bdi>
  );
}
