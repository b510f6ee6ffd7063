import type { ReadonlySignal } from "@preact/signals";
import { ViewportPortal } from "@xyflow/react";
import { useContext } from "preact/hooks";
import { Icon } from "../../Icon.tsx";
import { Unchanged } from "../../Unchanged.tsx";
import { curveOf, edgeEnds } from "../edge_ends.ts";
import type { GraphEdge } from "../graph_edges.ts";
import type { Place } from "../places.ts";
import { CanvasActs, CanvasLit } from "./acts.ts";

/** What one edge shows. */
export type EdgeFace = {
  /** What its button says; empty when there is nothing to open. */
  readonly label: string;
  readonly name: string;
  readonly isOpen: boolean;
};

/** An edge with its place; what it shows is watched by the edge alone. */
export type DrawnEdge = {
  readonly id: string;
  readonly kind: GraphEdge["kind"];
  readonly path: string;
  readonly buttonX: number;
  readonly buttonY: number;
  readonly face: ReadonlySignal<EdgeFace>;
};

/** With more than this going on at once, movement says nothing any more. */
const MOST_PULSES = 12;

/** Lays an edge between two places. */
export function drawnEdge(
  { id, kind }: GraphEdge,
  from: Place,
  to: Place,
  face: DrawnEdge["face"],
): DrawnEdge {
  return { id, kind, ...curveOf(kind, edgeEnds(kind, from, to)), face };
}

/**
 * All edges in one picture below the nodes: the library would make a picture
 * of its own for each, which costs more than all else in a frame.
 */
export function EdgeLayer(
  { edges }: { readonly edges: readonly DrawnEdge[] },
) {
  return (
    <ViewportPortal>
      <svg class="canvas-edges" aria-hidden="true">
        {edges.map((edge) => <EdgeLine key={edge.id} edge={edge} />)}
      </svg>
      {edges.map((edge) => <EdgeButton key={edge.id} edge={edge} />)}
    </ViewportPortal>
  );
}

/** A line that lights up, with something that runs along it. */
function EdgeLine({ edge }: { readonly edge: DrawnEdge }) {
  const acts = useContext(CanvasActs);
  const lights = useContext(CanvasLit);
  const { id, kind, path } = edge;
  const { label, isOpen } = edge.face.value;
  const lit = lights?.of(id).value;
  const moves = lit !== undefined && lights !== undefined &&
    lights.count.value <= MOST_PULSES;
  const opens = label !== "";
  const draw = () => (
    <>
      <path
        class="canvas-edge"
        d={path}
        data-kind={kind}
        data-open={isOpen || undefined}
        data-opens={opens || undefined}
        data-lit={lit ? (lit.isBack ? "back" : "onward") : undefined}
        onClick={opens ? () => acts.open({ kind: "edge", id }) : undefined}
      />
      {moves && (
        <path
          key={lit.beat}
          class="canvas-pulse"
          d={path}
          data-back={lit.isBack || undefined}
          pathLength={100}
        />
      )}
    </>
  );
  return (
    <Unchanged
      of={[acts, id, kind, path, isOpen, opens, lit, moves]}
      draw={draw}
    />
  );
}

/** Where there is something to read about an edge: the button that opens it. */
function EdgeButton({ edge }: { readonly edge: DrawnEdge }) {
  const acts = useContext(CanvasActs);
  const lights = useContext(CanvasLit);
  const { id, kind, buttonX, buttonY } = edge;
  const { label, name, isOpen } = edge.face.value;
  const isLit = lights?.of(id).value ? true : undefined;
  const draw = () =>
    label === "" ? null : (
      <span
        class="canvas-edge-spot"
        style={{ left: buttonX, top: buttonY }}
      >
        <button
          type="button"
          class="canvas-edge-label nodrag nopan"
          aria-label={name}
          aria-pressed={isOpen}
          data-edge={id}
          data-kind={kind}
          data-lit={isLit}
          onClick={() => acts.open({ kind: "edge", id })}
        >
          <Icon name={kind === "messages" ? "inbox" : "handoff"} />
          {label}
        </button>
      </span>
    );
  return (
    <Unchanged
      of={[acts, id, kind, buttonX, buttonY, label, name, isOpen, isLit]}
      draw={draw}
    />
  );
}
