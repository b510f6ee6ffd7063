import { Icon, type IconName } from "../Icon.tsx";
import { CANVAS_TEXT } from "@/components/text/canvas_text.ts";

type CanvasToolsProps = {
  /** Nothing can be moved until the drawing is there. */
  readonly isReady: boolean;
  readonly onZoom: (isIn: boolean) => void;
  readonly onFit: () => void;
  readonly onTidy: () => void;
  /** Nodes that are folded; they can all be unfolded. */
  readonly folded: number;
  readonly onUnfold: () => void;
};

/** What moves the view, and what lays the drawing out anew. */
export function CanvasTools(
  { isReady, onZoom, onFit, onTidy, folded, onUnfold }: CanvasToolsProps,
) {
  const tool = (name: string, icon: IconName, act: () => void) => (
    <button
      type="button"
      class="icon-button"
      aria-label={name}
      title={name}
      disabled={!isReady}
      onClick={act}
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <div class="canvas-tools" role="toolbar" aria-label={CANVAS_TEXT.view}>
      {tool("Zoom in", "zoom_in", () => onZoom(true))}
      {tool("Zoom out", "zoom_out", () => onZoom(false))}
      {tool("Show all", "fit", onFit)}
      <button
        type="button"
        class="button"
        disabled={!isReady}
        title={CANVAS_TEXT.layEverythingOutAnew}
        onClick={onTidy}
      >
        {CANVAS_TEXT.tidy}
      </button>
      {folded > 0 && (
        <button type="button" class="button" onClick={onUnfold}>
          {CANVAS_TEXT.unfoldAll}
        </button>
      )}
    </div>
  );
}
