import type { GraphEdge } from "./graph_edges.ts";
import { NODE, type Place } from "./places.ts";

export type Side = "left" | "right" | "top" | "bottom";

/** Where an edge begins and ends, and which way it leaves its nodes. */
export type EdgeEnds = {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly sourceSide: Side;
  readonly targetX: number;
  readonly targetY: number;
  readonly targetSide: Side;
};

/** Pixels off the middle, so that a hand-off and its messages lie apart. */
const OFFSET: Readonly<Record<GraphEdge["kind"], number>> = {
  handoff: -12,
  messages: 12,
  has: 0,
  part: 0,
  waits: 6,
};

/** Joins two nodes at the sides that face each other. Pure. */
export function edgeEnds(
  kind: GraphEdge["kind"],
  from: Place,
  to: Place,
): EdgeEnds {
  const off = OFFSET[kind];
  const sideways = (source: "left" | "right", target: "left" | "right") => ({
    sourceX: from.x + (source === "right" ? NODE.width : 0),
    sourceY: from.y + NODE.height / 2 + off,
    sourceSide: source,
    targetX: to.x + (target === "right" ? NODE.width : 0),
    targetY: to.y + NODE.height / 2 + off,
    targetSide: target,
  });
  if (to.x >= from.x + NODE.width) return sideways("right", "left");
  if (from.x >= to.x + NODE.width) return sideways("left", "right");
  const isDown = to.y >= from.y;
  const middle = NODE.width / 2 + off;
  return {
    sourceX: from.x + middle,
    sourceY: from.y + (isDown ? NODE.height : 0),
    sourceSide: isDown ? "bottom" : "top",
    targetX: to.x + middle,
    targetY: to.y + (isDown ? 0 : NODE.height),
    targetSide: isDown ? "top" : "bottom",
  };
}

/** How far along its edge a button lies, so that neighbours do not cover each other. */
const BUTTON_AT: Readonly<Record<GraphEdge["kind"], number>> = {
  handoff: 0.3,
  messages: 0.62,
  has: 0.5,
  part: 0.5,
  waits: 0.5,
};

/** The curve of an edge, as SVG writes it, and where its button lies. Pure. */
export function curveOf(kind: GraphEdge["kind"], ends: EdgeEnds) {
  const { sourceX, sourceY, targetX, targetY, sourceSide } = ends;
  const isSideways = sourceSide === "left" || sourceSide === "right";
  const midX = (sourceX + targetX) / 2;
  const midY = (sourceY + targetY) / 2;
  const [first, second] = isSideways
    ? [{ x: midX, y: sourceY }, { x: midX, y: targetY }]
    : [{ x: sourceX, y: midY }, { x: targetX, y: midY }];
  const t = BUTTON_AT[kind];
  const at = (from: number, a: number, b: number, to: number) =>
    (1 - t) ** 3 * from + 3 * (1 - t) ** 2 * t * a + 3 * (1 - t) * t ** 2 * b +
    t ** 3 * to;
  return {
    path: `M${sourceX},${sourceY} C${first.x},${first.y} ` +
      `${second.x},${second.y} ${targetX},${targetY}`,
    buttonX: at(sourceX, first.x, second.x, targetX),
    buttonY: at(sourceY, first.y, second.y, targetY),
  };
}
