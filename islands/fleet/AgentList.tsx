import { useMemo, useRef, useState } from "preact/hooks";
import { AgentTable } from "@/components/AgentTable.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { agentLayout, groupsOf } from "@/components/fleet/agent_groups.ts";
import {
  agentMatcher,
  EVERY_AGENT,
  parseAgentQuery,
} from "@/components/fleet/agent_query.ts";
import { formatCount } from "@/components/format.ts";
import { QueryChips, QueryField } from "@/components/query/QueryField.tsx";
import { quoted } from "@/components/query/terms.ts";
import { FLEET_TEXT } from "@/components/text/fleet_text.ts";
import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { useHeld } from "../tasks/use_held.ts";
import { usePresence } from "../tasks/use_presence.ts";

/** With fewer agents the order says enough. */
const HEADINGS_FROM = 10;

type AgentListProps = {
  readonly agents: readonly Agent[];
  readonly fleet: Fleet;
  readonly now: number;
  /** The query that the page was asked for with. */
  readonly q: string;
};

/**
 * Agents by urgency, narrowed down by a query that the address keeps. Rows
 * change in place; where somebody is at them they stay where they are, and
 * those that belong elsewhere are counted.
 */
export function AgentList({ agents, fleet, now, q: asked }: AgentListProps) {
  const [q, setQ] = useState(asked);
  const [paused, setPaused] = useState(false);
  const presence = usePresence<HTMLDivElement>();
  const parsed = useMemo(() => parseAgentQuery(q), [q]);
  const last = useRef(EVERY_AGENT);
  if (parsed.ok) last.current = parsed.query;
  const fits = agentMatcher(last.current, fleet);
  const layout = agentLayout(agents.filter(fits));
  const { shown, held, release } = useHeld(
    layout,
    q,
    paused || presence.isPresent,
  );
  const groups = groupsOf(shown, fleet.agents);
  const listed = groups.flatMap(({ agents }) => agents);
  const ask = (next: string) => {
    setQ(next);
    history.replaceState(null, "", hrefOf(next));
  };

  return (
    <>
      <form
        class="query-bar"
        method="get"
        action="/"
        role="search"
        onSubmit={(event) => event.preventDefault()}
      >
        <QueryField
          id="agent-query"
          q={q}
          placeholder="state:working role:manager login"
          words={suggestions(agents)}
          problem={parsed.ok ? undefined : parsed.problem}
          input={undefined}
          onQuery={ask}
        >
          <code>state:</code> <code>agent:</code> <code>role:</code>{" "}
          <code>session:</code> <code>folder:</code> {FLEET_TEXT.queryHint}
        </QueryField>
        <div class="view-switch">
          <button
            type="button"
            class="button quiet"
            aria-pressed={paused}
            data-key="p"
            onClick={() => setPaused(!paused)}
          >
            {paused ? FLEET_TEXT.resumeUpdates : FLEET_TEXT.pauseUpdates}
          </button>
        </div>
        <QueryChips q={q} hrefOf={hrefOf} onQuery={ask} />
      </form>
      <div class="rows" ref={presence.element}>
        <p class="held" role="status">
          {held > 0 && (
            <button type="button" class="button" onClick={release}>
              {FLEET_TEXT.held(formatCount(held))}
              <span class="sr-only">{FLEET_TEXT.heldMeans}</span>
            </button>
          )}
        </p>
        {groups.length > 0
          ? (
            <AgentTable
              caption={FLEET_TEXT.caption}
              groups={listed.length < HEADINGS_FROM
                ? [{ agents: listed }]
                : groups}
              fleet={fleet}
              now={now}
            />
          )
          : (
            <EmptyState
              title={FLEET_TEXT.noneFits}
              text={FLEET_TEXT.noneFitsText}
            >
              <button type="button" class="button" onClick={() => ask("")}>
                {FLEET_TEXT.clearFilter}
              </button>
            </EmptyState>
          )}
      </div>
    </>
  );
}

function hrefOf(q: string): string {
  return q === "" ? "/" : `/?${new URLSearchParams({ q })}`;
}

function suggestions(agents: readonly Agent[]): readonly string[] {
  return [
    "state:needs-you",
    "state:working",
    "state:failed",
    "state:idle",
    "role:manager",
    "role:worker",
    ...agents.slice(0, 20).map(({ name }) => `agent:${quoted(name)}`),
  ];
}
