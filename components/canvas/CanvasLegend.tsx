import { CANVAS_TEXT } from "@/components/text/canvas_text.ts";
const LINES = [
  { kind: "handoff", words: "hand-off, with its parts" },
  { kind: "messages", words: "messages" },
  { kind: "has", words: "works on" },
  { kind: "part", words: "part of a task" },
  { kind: "waits", words: "comes before" },
] as const;

/** What each kind of line means, and the keys of the drawing. */
export function CanvasLegend({ id }: { readonly id: string }) {
  return (
    <div class="canvas-legend">
      <ul>
        {LINES.map(({ kind, words }) => (
          <li key={kind}>
            <svg width="28" height="8" viewBox="0 0 28 8" aria-hidden="true">
              <path class="canvas-edge" data-kind={kind} d="M1 4h26" />
            </svg>
            {words}
          </li>
        ))}
      </ul>
      <p id={id}>
        {CANVAS_TEXT.arrowsMoveTheView} <kbd>+</kbd> {CANVAS_TEXT.and}{" "}
        <kbd>−</kbd> {CANVAS_TEXT.zoom} <kbd>F</kbd> {CANVAS_TEXT.showsAll}{" "}
        <kbd>T</kbd> {CANVAS_TEXT.tidiesOnANode} <kbd>Shift</kbd>{" "}
        {CANVAS_TEXT.withArrowsMovesIt} <kbd>Enter</kbd> {CANVAS_TEXT.opensIt}
      </p>
    </div>
  );
}
