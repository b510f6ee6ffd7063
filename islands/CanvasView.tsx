import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { CanvasLegend } from "@/components/canvas/CanvasLegend.tsx";
import { CanvasPanel } from "@/components/canvas/CanvasPanel.tsx";
import { CanvasTools } from "@/components/canvas/CanvasTools.tsx";
import type { Opened } from "@/components/canvas/flow/acts.ts";
import type { Camera } from "@/components/canvas/flow/Drawing.tsx";
import { graphOf } from "@/components/canvas/graph.ts";
import { withoutFolded } from "@/components/canvas/graph_tree.ts";
import { GraphList } from "@/components/canvas/GraphList.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { plural } from "@/components/format.ts";
import { Unchanged } from "@/components/Unchanged.tsx";
import type { LeftTasks } from "@/domain/carried_fleet.ts";
import { canvasKey } from "./canvas/canvas_keys.ts";
import { keep, readKept } from "./canvas/kept.ts";
import { useDrawing } from "./canvas/use_drawing.ts";
import { useLit } from "./canvas/use_lit.ts";
import { usePlaces } from "./canvas/use_places.ts";
import { useSlow } from "./canvas/use_slow.ts";
import { bringIntoView, firstView, fit, panBy, zoomBy } from "./canvas/view.ts";
import { useLeftTasks } from "./live/use_left_tasks.ts";
import { type Rendered, useLive } from "./live/use_live.ts";
import { CANVAS_TEXT } from "@/components/text/canvas_text.ts";

/** The list is read, not watched: it follows at this distance. */
const LIST_EVERY_MS = 5_000;
/** Nodes that were moved are kept when they rest. */
const KEEP_AFTER_MS = 300;
/** How far a key moves a node, in the drawing's pixels. */
const STEP_PX = 24;

const HINT = "canvas-keys";

type CanvasViewProps = {
  readonly rendered: Rendered;
  /** Waiting tasks that the page was rendered without. */
  readonly left: LeftTasks;
};

/** The fleet as a drawing that lights up where something happens, and as a list. */
export default function CanvasView(
  { rendered, left: leftAtFirst }: CanvasViewProps,
) {
  const { fleet, now } = useLive(rendered);
  const left = useLeftTasks(leftAtFirst);
  const graph = useMemo(() => graphOf(fleet), [fleet]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => withoutFolded(graph, folded), [graph, folded]);
  const { places, move, tidy } = usePlaces(graph, shown, () => {
    const kept = readKept();
    setFolded(new Set(kept.folded));
    return kept.places;
  });
  const lit = useLit();
  const drawing = useDrawing();
  const camera = useRef<Camera>();
  const [isReady, setReady] = useState(false);
  const [opened, setOpened] = useState<Opened>();
  const opener = useRef<Element | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const list = useSlow({ graph, fleet, now }, LIST_EVERY_MS);

  useEffect(() => {
    if (!places) return;
    const timer = setTimeout(
      () => keep({ places, folded: [...folded] }),
      KEEP_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [places, folded]);

  // The panel takes room: what it is about must not go under it.
  useEffect(() => {
    const { current: view } = camera;
    const element = opened && box.current?.querySelector(
      `[data-${opened.kind}="${CSS.escape(opened.id)}"]`,
    );
    if (view && box.current && element) {
      bringIntoView(view, box.current, element);
    }
  }, [opened]);

  const acts = useMemo(() => ({
    open: (what: Opened) => {
      opener.current = document.activeElement;
      setOpened(what);
    },
    fold: (id: string) =>
      setFolded((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
  }), []);
  const close = () => {
    setOpened(undefined);
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  const moveNode = (id: string, right: number, down: number) => {
    const place = places?.[id];
    if (!place) return;
    move(id, { x: place.x + right * STEP_PX, y: place.y + down * STEP_PX });
  };
  const tidyUp = async () => {
    await tidy();
    if (camera.current) fit(camera.current);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const { current: view } = camera;
    const key = canvasKey(event);
    if (!view || !key) return;
    event.preventDefault();
    switch (key.kind) {
      case "pan":
        return panBy(view, key.right, key.down);
      case "zoom":
        return zoomBy(view, key.isIn);
      case "fit":
        return fit(view);
      case "tidy":
        return void tidyUp();
      case "move": {
        const node = (event.target as Element).closest("[data-node]");
        const id = node?.getAttribute("data-node");
        return id ? moveNode(id, key.right, key.down) : undefined;
      }
    }
  };
  const onFocus = ({ target }: FocusEvent) => {
    const { current: view } = camera;
    const element = target as Element;
    if (!view || !box.current || element === box.current) return;
    if (element.matches(":focus-visible")) {
      bringIntoView(view, box.current, element);
    }
  };

  if (graph.nodes.size === 0) {
    return (
      <EmptyState
        title={CANVAS_TEXT.nothingToDrawYet}
        text={CANVAS_TEXT.agentsTheirTasksAndWhat}
      >
        <a class="button" href="/">{CANVAS_TEXT.toTheFleet}</a>
      </EmptyState>
    );
  }
  const { Drawing } = drawing;
  const notDrawn = graph.leftWaiting + left.waiting;
  return (
    <>
      <section class="canvas-section" aria-label={CANVAS_TEXT.drawing}>
        <div class="section-head">
          <p class="meta">
            {plural(graph.nodes.size, "node")}
            {graph.leftOut > 0 &&
              CANVAS_TEXT.withoutThatEndedEarlier(
                plural(graph.leftOut, "task"),
              )}
            {notDrawn > 0 && (
              <>
                .{" "}
                <a href="/tasks?q=state%3Awaiting&view=list">
                  {CANVAS_TEXT.waitUndrawn(
                    plural(notDrawn, "more waiting task"),
                  )}
                </a>
              </>
            )}
          </p>
          <CanvasTools
            isReady={isReady}
            onZoom={(isIn) => camera.current && zoomBy(camera.current, isIn)}
            onFit={() => camera.current && fit(camera.current)}
            onTidy={() => void tidyUp()}
            folded={folded.size}
            onUnfold={() => setFolded(new Set())}
          />
        </div>
        <a class="canvas-skip" href="#list-title">
          {CANVAS_TEXT.skipTheDrawing}
        </a>
        <div class="canvas-stage">
          <div
            class="canvas-box"
            ref={box}
            tabIndex={0}
            role="group"
            aria-label={CANVAS_TEXT.workflow}
            aria-describedby={HINT}
            aria-busy={!isReady}
            onKeyDown={onKeyDown}
            onFocusCapture={onFocus}
          >
            {Drawing && places
              ? (
                <Drawing
                  graph={graph}
                  shown={shown}
                  fleet={fleet}
                  places={places}
                  folded={folded}
                  opened={opened}
                  lit={lit}
                  acts={acts}
                  onMove={move}
                  onCamera={(view) => {
                    camera.current = view;
                    firstView(view);
                    setReady(true);
                  }}
                />
              )
              : (
                <p class="canvas-wait">
                  {drawing.isMissing
                    ? CANVAS_TEXT.theDrawingCouldNotBe
                    : CANVAS_TEXT.drawing2}
                </p>
              )}
          </div>
          {opened && (
            <CanvasPanel
              opened={opened}
              graph={graph}
              fleet={fleet}
              now={now}
              onMove={moveNode}
              onClose={close}
            />
          )}
        </div>
        <CanvasLegend id={HINT} />
      </section>
      <section aria-labelledby="list-title">
        <h2 id="list-title" tabIndex={-1}>{CANVAS_TEXT.asAList}</h2>
        <Unchanged of={[list]} draw={() => <GraphList {...list} />} />
      </section>
    </>
  );
}
