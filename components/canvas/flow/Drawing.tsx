import {
  MiniMap,
  type NodeChange,
  ReactFlow,
  type ReactFlowInstance,
} from "@xyflow/react";
import { useMemo, useRef } from "preact/hooks";
import type { Fleet } from "@/domain/fleet.ts";
import type { Graph } from "../graph.ts";
import type { GraphEdge } from "../graph_edges.ts";
import { countBelow, treeOf } from "../graph_tree.ts";
import type { LitEdges } from "../lit.ts";
import { edgeWords, nodeWords } from "../node_words.ts";
import { FIT_PADDING, type Place, type Places } from "../places.ts";
import { keepSame } from "../same.ts";
import { type Acts, CanvasActs, type Opened } from "./acts.ts";
import {
  type FlowEdge,
  flowEdge,
  type FlowNode,
  flowNode,
} from "./flow_elements.ts";
import { LinkEdge } from "./LinkEdge.tsx";
import { RecordNode } from "./RecordNode.tsx";

const NODE_TYPES = { record: RecordNode };
const EDGE_TYPES = { link: LinkEdge };
const MIN_ZOOM = 0.1;
const MAX_ZOOM = 2;
/** With more than this going on at once, movement says nothing any more. */
const MOST_PULSES = 12;
const FIT = { padding: FIT_PADDING };
const MINIMAP = { width: 150, height: 96 };

/** What moves the view over the drawing. */
export type Camera = ReactFlowInstance<FlowNode, FlowEdge>;

type DrawingProps = {
  readonly graph: Graph;
  /** The same without what is folded away. */
  readonly shown: Graph;
  readonly fleet: Fleet;
  readonly places: Places;
  readonly folded: ReadonlySet<string>;
  readonly opened: Opened | undefined;
  readonly lit: LitEdges;
  readonly acts: Acts;
  readonly onCamera: (camera: Camera) => void;
  /** A node is being dragged. */
  readonly onMove: (id: string, place: Place) => void;
};

/** The graph, drawn; in the browser alone, as the library needs its window. */
export function Drawing(
  { graph, shown, fleet, places, folded, opened, lit, acts, onCamera, onMove }:
    DrawingProps,
) {
  const sameNodes = useRef(keepSame<FlowNode>()).current;
  const sameEdges = useRef(keepSame<FlowEdge>()).current;
  const tree = useMemo(() => treeOf(graph), [graph]);

  const nodes = useMemo(() =>
    sameNodes(shown.nodes.values(), (node) => {
      const { id, kind } = node;
      const words = nodeWords(node, fleet);
      const place = places[id] ?? { x: 0, y: 0 };
      const below = countBelow(tree, id);
      const isFolded = folded.has(id);
      const isOpen = opened?.kind === "node" && opened.id === id;
      const { title, role, now, status } = words;
      return {
        key: id,
        from: [
          title,
          role,
          now,
          status?.look,
          status?.word,
          status?.reason,
          status?.evidence,
          place.x,
          place.y,
          below,
          isFolded,
          isOpen,
        ],
        make: () =>
          flowNode(id, place, { ...words, kind, below, isFolded, isOpen }),
      };
    }), [shown, tree, fleet, places, folded, opened]);

  const moves = lit.size <= MOST_PULSES;
  const edges = useMemo(() =>
    sameEdges(shown.edges, (edge) => {
      const from = places[edge.from] ?? { x: 0, y: 0 };
      const to = places[edge.to] ?? { x: 0, y: 0 };
      const canOpen = edge.kind === "handoff" || edge.kind === "messages";
      const words = edgeWords(edge);
      const name = `${titleOf(edge.from)} to ${titleOf(edge.to)}: ${words}`;
      const isOpen = opened?.kind === "edge" && opened.id === edge.id;
      const light = lit.get(edge.id);
      return {
        key: edge.id,
        from: [
          from.x,
          from.y,
          to.x,
          to.y,
          words,
          name,
          isOpen,
          light,
          light && moves,
        ],
        make: () =>
          flowEdge(edge, { from, to }, {
            label: canOpen ? countOf(edge) : "",
            name,
            isOpen,
            lit: light,
            moves,
          }),
      };
    }), [shown, fleet, places, opened, lit]);

  function titleOf(id: string): string {
    const node = shown.nodes.get(id);
    return node ? nodeWords(node, fleet).title : "";
  }

  const onNodesChange = (changes: NodeChange<FlowNode>[]) => {
    for (const change of changes) {
      if (change.type === "position" && change.position) {
        onMove(change.id, change.position);
      }
    }
  };

  return (
    <CanvasActs.Provider value={acts}>
      <ReactFlow<FlowNode, FlowEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onInit={onCamera}
        onNodesChange={onNodesChange}
        onEdgeClick={(_event: unknown, { id, data }: FlowEdge) => {
          if (data?.label) acts.open({ kind: "edge", id });
        }}
        fitView
        fitViewOptions={FIT}
        minZoom={MIN_ZOOM}
        maxZoom={MAX_ZOOM}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        nodesDraggable
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        zoomActivationKeyCode={null}
        nodeDragThreshold={4}
        proOptions={{ hideAttribution: true }}
      >
        <MiniMap
          pannable
          zoomable
          style={MINIMAP}
          ariaLabel="Small map of the whole drawing"
          nodeClassName={({ data }: FlowNode) =>
            `canvas-mini ${data.status?.look ?? "person"}`}
        />
      </ReactFlow>
    </CanvasActs.Provider>
  );
}

function countOf(edge: GraphEdge): string {
  if (edge.kind === "handoff") return String(edge.parts.length);
  return edge.kind === "messages" ? String(edge.messages.length) : "";
}
