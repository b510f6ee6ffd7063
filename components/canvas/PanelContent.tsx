import type { Fleet } from "@/domain/fleet.ts";
import { Age } from "../Age.tsx";
import { AgentStanding } from "../AgentStanding.tsx";
import { CopyId } from "../CopyId.tsx";
import { Fact, Facts } from "../Facts.tsx";
import { openTasksOf } from "../fleet_order.ts";
import { HandedParts } from "./HandedParts.tsx";
import { MessageList } from "../messages/MessageList.tsx";
import { Money } from "../Money.tsx";
import { StatusChip } from "../StatusChip.tsx";
import { TaskFacts } from "../task/TaskFacts.tsx";
import { TaskLinks } from "../task/TaskLink.tsx";
import { TaskStanding } from "../task/TaskStanding.tsx";
import type { GraphNode } from "./graph.ts";
import type { GraphEdge } from "./graph_edges.ts";
import { nodeWords } from "./node_words.ts";
import { CANVAS_TEXT } from "@/components/text/canvas_text.ts";

type Shown = { readonly fleet: Fleet; readonly now: number };

/** A node in full: how it stands, what proves it, what it works on, where to go. */
export function NodePanel(
  { node, fleet, now }: Shown & { readonly node: GraphNode },
) {
  const { status, now: doing } = nodeWords(node, fleet);
  if (node.kind === "person") return null;
  const { state } = node.kind === "agent" ? node.agent : node.task;
  return (
    <>
      <p class="canvas-panel-status">
        {status && <StatusChip status={status} />}
        <span class="meta">
          <Age since={state.since} now={now} />
        </span>
        <CopyId id={node.id} />
      </p>
      {doing && <p>{doing}</p>}
      <p class="meta">{status?.evidence}</p>
      {node.kind === "agent"
        ? <AgentFacts node={node} fleet={fleet} now={now} />
        : (
          <>
            <TaskStanding task={node.task} fleet={fleet} now={now} />
            <TaskFacts task={node.task} fleet={fleet} now={now} />
            <a class="button" href={`/tasks/${node.id}`}>
              {CANVAS_TEXT.openTheTask}
            </a>
          </>
        )}
    </>
  );
}

function AgentFacts(
  { node: { agent }, fleet, now }: Shown & {
    readonly node: Extract<GraphNode, { readonly kind: "agent" }>;
  },
) {
  const tasks = openTasksOf(fleet, agent.id);
  return (
    <>
      <AgentStanding agent={agent} fleet={fleet} now={now} />
      <Facts>
        <Fact name="Role">{agent.role}</Fact>
        <Fact name="Model">
          <code>{agent.model}</code>
        </Fact>
        <Fact name="Cost">
          <Money usd={agent.usage.cost_usd} />
        </Fact>
        <Fact name="Tasks">
          {CANVAS_TEXT.doneFailed(agent.tasks_completed, agent.tasks_failed)}
        </Fact>
      </Facts>
      {tasks.length > 0 && (
        <>
          <h3>{CANVAS_TEXT.itsTasks}</h3>
          <TaskLinks ids={tasks.map(({ id }) => id)} fleet={fleet} />
        </>
      )}
      <a class="button" href={`/agents/${agent.id}`}>
        {CANVAS_TEXT.openTheAgent}
      </a>
    </>
  );
}

/** What went along an edge: parts that were handed over, or messages. */
export function EdgePanel(
  { edge, fleet, now }: Shown & { readonly edge: GraphEdge },
) {
  switch (edge.kind) {
    case "handoff":
      return <HandedParts parts={edge.parts} fleet={fleet} />;
    case "messages":
      return (
        <MessageList
          messages={[...edge.messages].reverse()}
          fleet={fleet}
          now={now}
          withTask
        />
      );
    default:
      return null;
  }
}
