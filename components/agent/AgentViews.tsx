import { AGENT_TEXT } from "../text/agent_text.ts";

type AgentViewsProps = {
  readonly agentId: string;
  readonly current: "transcript" | "raw";
};

/** The ways to look at what an agent says. */
export function AgentViews({ agentId, current }: AgentViewsProps) {
  const { views } = AGENT_TEXT;
  const places = {
    transcript: `/agents/${agentId}`,
    raw: `/agents/${agentId}/raw`,
  };
  return (
    <nav class="agent-views" aria-label={views.label}>
      {(["transcript", "raw"] as const).map((view) => (
        <a
          key={view}
          class="button quiet"
          href={places[view]}
          aria-current={view === current ? "page" : undefined}
        >
          {views[view]}
        </a>
      ))}
    </nav>
  );
}
