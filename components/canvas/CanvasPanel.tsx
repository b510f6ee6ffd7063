import { useEffect, useRef } from "preact/hooks";
import type { Fleet } from "@/domain/fleet.ts";
import type { Opened } from "./flow/acts.ts";
import type { Graph } from "./graph.ts";
import { edgeWords, nodeTitle } from "./node_words.ts";
import { EdgePanel, NodePanel } from "./PanelContent.tsx";
import { CANVAS_TEXT } from "@/components/text/canvas_text.ts";

type CanvasPanelProps = {
  readonly opened: Opened;
  readonly graph: Graph;
  readonly fleet: Fleet;
  readonly now: number;
  /** Moves the node by so many steps. */
  readonly onMove: (id: string, right: number, down: number) => void;
  readonly onClose: () => void;
};

const STEPS = [
  { name: "left", sign: "←", right: -1, down: 0 },
  { name: "up", sign: "↑", right: 0, down: -1 },
  { name: "down", sign: "↓", right: 0, down: 1 },
  { name: "right", sign: "→", right: 1, down: 0 },
] as const;

/** What was opened in the drawing; it takes the focus, and Escape closes it. */
export function CanvasPanel(
  { opened, graph, fleet, now, onMove, onClose }: CanvasPanelProps,
) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [opened.id]);
  const node = opened.kind === "node" ? graph.nodes.get(opened.id) : undefined;
  const edge = opened.kind === "edge"
    ? graph.edges.find(({ id }) => id === opened.id)
    : undefined;
  const titleOf = (id: string) => {
    const end = graph.nodes.get(id);
    return end ? nodeTitle(end) : "";
  };
  const title = node
    ? nodeTitle(node)
    : edge
    ? `${titleOf(edge.from)} and ${titleOf(edge.to)}`
    : "It left the workflow";

  return (
    <aside
      class="canvas-panel"
      aria-labelledby="canvas-panel-title"
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <div class="canvas-panel-head">
        <h2 id="canvas-panel-title" ref={heading} tabIndex={-1}>{title}</h2>
        <button type="button" class="button quiet" onClick={onClose}>
          {CANVAS_TEXT.close}
        </button>
      </div>
      {edge && <p class="meta">{edgeWords(edge)}</p>}
      {node && <NodePanel node={node} fleet={fleet} now={now} />}
      {edge && <EdgePanel edge={edge} fleet={fleet} now={now} />}
      {node && (
        <p class="canvas-move">
          <span class="meta">{CANVAS_TEXT.moveIt}</span>
          {STEPS.map(({ name, sign, right, down }) => (
            <button
              key={name}
              type="button"
              class="icon-button"
              aria-label={CANVAS_TEXT.move(name)}
              onClick={() => onMove(node.id, right, down)}
            >
              {sign}
            </button>
          ))}
        </p>
      )}
      {!node && !edge && (
        <p>
          {CANVAS_TEXT.itEndedAndIsIn}{" "}
          <a href="/history">{CANVAS_TEXT.history}</a> {CANVAS_TEXT.now}
        </p>
      )}
    </aside>
  );
}
