import { TRANSCRIPT_TEXT } from "../text/transcript_text.ts";
import { PAGE_ENTRIES, type Piece } from "./pieces.ts";

type PieceLinksProps = {
  readonly agentId: string;
  readonly piece: Piece;
  readonly length: number;
};

/** Ways to the rest of a transcript for who reads without scripts. */
export function PieceLinks({ agentId, piece, length }: PieceLinksProps) {
  const at = (before: number) => `/agents/${agentId}?before=${before}`;
  return (
    <noscript>
      <nav class="piece-links" aria-label={TRANSCRIPT_TEXT.title}>
        {piece.from > 0 && (
          <a href={at(piece.from)}>{TRANSCRIPT_TEXT.earlier}</a>
        )}
        {piece.to < length && (
          <>
            <a href={at(piece.to + 2 * PAGE_ENTRIES)}>
              {TRANSCRIPT_TEXT.later}
            </a>
            <a href={`/agents/${agentId}`}>{TRANSCRIPT_TEXT.toEnd}</a>
          </>
        )}
      </nav>
    </noscript>
  );
}
