import type { Fleet } from "@/domain/fleet.ts";
import { MessageList } from "../messages/MessageList.tsx";
import { plural } from "../format.ts";
import { StatusChip } from "../StatusChip.tsx";
import type { Graph, GraphNode } from "./graph.ts";
import type { GraphEdge } from "./graph_edges.ts";
import { type Tree, treeOf } from "./graph_tree.ts";
import { HandedParts } from "./HandedParts.tsx";
import { nodeTitle, nodeWords } from "./node_words.ts";
import { CANVAS_TEXT } from "@/components/text/canvas_text.ts";

type GraphListProps = {
  readonly graph: Graph;
  readonly fleet: Fleet;
  readonly now: number;
};

/** The same graph as a nested list, for the keyboard, for ears, and without scripts. */
export function GraphList({ graph, fleet, now }: GraphListProps) {
  const tree = treeOf(graph);
  const edges = edgesFrom(graph);
  return (
    <Branch
      nodes={tree.get(null) ?? []}
      of={{ graph, tree, edges, fleet, now }}
    />
  );
}

type Whole = GraphListProps & {
  readonly tree: Tree;
  readonly edges: ReadonlyMap<string, readonly GraphEdge[]>;
};

function Branch(
  { nodes, of }: { readonly nodes: readonly GraphNode[]; readonly of: Whole },
) {
  return (
    <ul class="graph-list">
      {nodes.map((node) => {
        const below = of.tree.get(node.id) ?? [];
        return (
          <li key={node.id}>
            <Entry node={node} of={of} />
            {below.length > 0 && <Branch nodes={below} of={of} />}
          </li>
        );
      })}
    </ul>
  );
}

function Entry({ node, of }: { readonly node: GraphNode; readonly of: Whole }) {
  const { title, role, now, status } = nodeWords(node, of.fleet);
  const path = node.kind === "agent" ? "agents" : "tasks";
  return (
    <>
      <div class="graph-entry">
        {node.kind === "person"
          ? <strong>{title}</strong>
          : <a href={`/${path}/${node.id}`}>{title}</a>}
        {role !== "you" && <span class="tag">{role}</span>}
        {status && <StatusChip status={status} />}
        {now && <span class="meta">{now}</span>}
        <WaitsFor node={node} of={of} />
      </div>
      {(of.edges.get(node.id) ?? []).map((edge) => (
        <EdgeFold key={edge.id} edge={edge} of={of} />
      ))}
    </>
  );
}

/** Which tasks come before this one, and who does a part of another's task. */
function WaitsFor(
  { node, of }: { readonly node: GraphNode; readonly of: Whole },
) {
  if (node.kind !== "task") return null;
  const { agent_id, depends_on } = node.task;
  const names = depends_on.flatMap((id) => of.fleet.tasks[id]?.title ?? []);
  const worker = agent_id !== null && agent_id !== node.parent
    ? of.fleet.agents[agent_id]
    : undefined;
  return (
    <>
      {worker && (
        <span class="meta">
          {CANVAS_TEXT.by} <a href={`/agents/${worker.id}`}>{worker.name}</a>
        </span>
      )}
      {names.length > 0 && (
        <span class="meta">{CANVAS_TEXT.after(names.join(", "))}</span>
      )}
    </>
  );
}

function EdgeFold(
  { edge, of }: { readonly edge: GraphEdge; readonly of: Whole },
) {
  const { fleet, now, graph } = of;
  const other = graph.nodes.get(edge.to);
  const name = other ? nodeTitle(other) : "";
  switch (edge.kind) {
    case "handoff":
      return (
        <details class="fold graph-fold">
          <summary>
            {CANVAS_TEXT.handedTo(name, plural(edge.parts.length, "part"))}
          </summary>
          <HandedParts parts={edge.parts} fleet={fleet} />
        </details>
      );
    case "messages":
      return (
        <details class="fold graph-fold">
          <summary>
            {CANVAS_TEXT.with(name, plural(edge.messages.length, "message"))}
          </summary>
          <MessageList
            messages={edge.messages}
            fleet={fleet}
            now={now}
            withTask
          />
        </details>
      );
    default:
      return null;
  }
}

function edgesFrom({ edges }: Graph) {
  const from = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    from.set(edge.from, [...from.get(edge.from) ?? [], edge]);
  }
  return from;
}
