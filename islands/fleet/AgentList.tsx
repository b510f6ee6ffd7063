import { useMemo, useRef, useState } from "preact/hooks";
import { AgentTable } from "@/components/AgentTable.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import {
  agentLayout,
  firstOf,
  groupsOf,
} from "@/components/fleet/agent_groups.ts";
import {
  agentMatcher,
  EVERY_AGENT,
  parseAgentQuery,
} from "@/components/fleet/agent_query.ts";
import { formatCount } from "@/components/format.ts";
import { HeldNews } from "@/components/HeldNews.tsx";
import { QueryChips, QueryField } from "@/components/query/QueryField.tsx";
import { quoted } from "@/components/query/terms.ts";
import { FLEET_TEXT } from "@/components/text/fleet_text.ts";
import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { useHeld } from "../tasks/use_held.ts";
import { usePresence } from "../tasks/use_presence.ts";

/** With fewer agents the order says enough. */
const HEADINGS_FROM = 10;

/** Rows that are shown at first, and with each wish for more. */
const PAGE_ROWS = 100;

type AgentListProps = {
  readonly agents: readonly Agent[];
  readonly fleet: Fleet;
  /** Waiting tasks that are not on the page. */
  readonly leftTasks: number;
  readonly now: number;
  /** The query that the page was asked for with. */
  readonly q: string;
  /** How many rows it was asked for with; at least a page of them. */
  readonly rows: number;
};

/**
 * Agents by urgency, narrowed down by a query that the address keeps. Rows
 * change in place; where somebody is at them they stay where they are, and
 * those that belong elsewhere are counted.
 */
export function AgentList(
  { agents, fleet, leftTasks, now, q: asked, rows: askedRows }: AgentListProps,
) {
  const [q, setQ] = useState(asked);
  const [rows, setRows] = useState(Math.max(PAGE_ROWS, askedRows));
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
  const all = groupsOf(shown, fleet.agents);
  const groups = firstOf(all, rows);
  const listed = all.flatMap(({ agents }) => agents);
  const hidden = listed.length - rows;
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
          placeholder={FLEET_TEXT.stateWorkingRoleManagerLogin}
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
        <QueryChips q={q} hrefOf={(next) => hrefOf(next)} onQuery={ask} />
      </form>
      <div class="rows" ref={presence.element}>
        <HeldNews
          held={held}
          words={FLEET_TEXT.held(formatCount(held))}
          means={FLEET_TEXT.heldMeans}
          onShow={release}
        />
        {groups.length > 0
          ? (
            <AgentTable
              caption={FLEET_TEXT.caption}
              groups={listed.length < HEADINGS_FROM
                ? [{ agents: listed }]
                : groups}
              fleet={fleet}
              leftTasks={leftTasks}
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
        {hidden > 0 && (
          <p class="list-foot">
            <a
              class="button"
              href={hrefOf(q, rows + PAGE_ROWS)}
              onClick={(event) => {
                event.preventDefault();
                setRows(rows + PAGE_ROWS);
              }}
            >
              {FLEET_TEXT.showMore(
                formatCount(Math.min(PAGE_ROWS, hidden)),
                formatCount(hidden),
              )}
            </a>
          </p>
        )}
      </div>
    </>
  );
}

function hrefOf(q: string, rows = PAGE_ROWS): string {
  const query = new URLSearchParams({
    ...(q !== "" && { q }),
    ...(rows > PAGE_ROWS && { rows: String(rows) }),
  });
  return query.size === 0 ? "/" : `/?${query}`;
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
