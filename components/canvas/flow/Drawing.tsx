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
import { edgeWords, nodeTitle, nodeWords } from "../node_words.ts";
import { FIT_PADDING, type Place, type Places } from "../places.ts";
import { keepSame } from "../same.ts";
import { type Acts, CanvasActs, CanvasLit, type Opened } from "./acts.ts";
import { type FlowNode, flowNode, type NodeFace } from "./flow_elements.ts";
import {
  type DrawnEdge,
  drawnEdge,
  type EdgeFace,
  EdgeLayer,
} from "./EdgeLayer.tsx";
import { RecordNode } from "./RecordNode.tsx";
import { Unchanged } from "@/components/Unchanged.tsx";
import { useFaces } from "./use_faces.ts";

const NODE_TYPES = { record: RecordNode };
const MIN_ZOOM = 0.1;
const MAX_ZOOM = 2;
const FIT = { padding: FIT_PADDING };
const MINIMAP = { width: 150, height: 96 };

/** Drawn once: the library draws its part of it when a node moved. */
const drawMap = () => (
  <MiniMap
    pannable
    zoomable
    style={MINIMAP}
    ariaLabel="Small map of the whole drawing"
    nodeClassName={({ data }: FlowNode) =>
      `canvas-mini ${data.look ?? "person"}`}
  />
);

/** What moves the view over the drawing. */
export type Camera = ReactFlowInstance<FlowNode>;

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
  const sameEdges = useRef(keepSame<DrawnEdge>()).current;
  const tree = useMemo(() => treeOf(graph), [graph]);

  const nodeFaces = useMemo(
    () =>
      new Map([...shown.nodes].map(([id, node]): [string, NodeFace] => [id, {
        ...nodeWords(node, fleet),
        kind: node.kind,
        below: countBelow(tree, id),
        isFolded: folded.has(id),
        isOpen: opened?.kind === "node" && opened.id === id,
      }])),
    [shown, tree, fleet, folded, opened],
  );
  const nodeFace = useFaces(nodeFaces);
  const nodes = useMemo(() =>
    sameNodes(shown.nodes.keys(), (id) => {
      const { x, y } = places[id] ?? { x: 0, y: 0 };
      const face = nodeFace(id);
      const look = nodeFaces.get(id)?.status?.look;
      return {
        key: id,
        from: [x, y, look, face],
        make: () => flowNode(id, { x, y }, { look, face }),
      };
    }), [shown, nodeFaces, places]);

  const edgeFace = useFaces(
    useMemo(
      () =>
        new Map(shown.edges.map((edge): [string, EdgeFace] => [edge.id, {
          label: labelOf(edge),
          name: `${titleOf(edge.from)} to ${titleOf(edge.to)}: ${
            edgeWords(edge)
          }`,
          isOpen: opened?.kind === "edge" && opened.id === edge.id,
        }])),
      [shown, opened],
    ),
  );
  const edges = useMemo(() =>
    sameEdges(shown.edges, (edge) => {
      const from = places[edge.from] ?? { x: 0, y: 0 };
      const to = places[edge.to] ?? { x: 0, y: 0 };
      const face = edgeFace(edge.id);
      return {
        key: edge.id,
        from: [from.x, from.y, to.x, to.y, face],
        make: () => drawnEdge(edge, from, to, face),
      };
    }), [shown, edgeFace, places]);

  function titleOf(id: string): string {
    const node = shown.nodes.get(id);
    return node ? nodeTitle(node) : "";
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
      <CanvasLit.Provider value={lit}>
        <ReactFlow<FlowNode>
          nodes={nodes}
          nodeTypes={NODE_TYPES}
          onInit={onCamera}
          onNodesChange={onNodesChange}
          fitView
          fitViewOptions={FIT}
          minZoom={MIN_ZOOM}
          maxZoom={MAX_ZOOM}
          nodesConnectable={false}
          nodesFocusable={false}
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
          <Unchanged of={[edges]} draw={() => <EdgeLayer edges={edges} />} />
          <Unchanged of={[]} draw={drawMap} />
        </ReactFlow>
      </CanvasLit.Provider>
    </CanvasActs.Provider>
  );
}

/** What the button of an edge says; empty where there is nothing to open. */
function labelOf(edge: GraphEdge): string {
  if (edge.kind === "handoff") return String(edge.parts.length);
  return edge.kind === "messages" ? String(edge.messages.length) : "";
}
