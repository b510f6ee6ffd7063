import type { HistoryHit, SearchChoices } from "@/domain/history.ts";
import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import { AttemptTable } from "../AttemptTable.tsx";
import { FilterChips } from "../history/FilterChips.tsx";
import { HitItem } from "../history/HitItem.tsx";
import { SizeTable } from "../history/SizeTable.tsx";
import { HistoryNotice } from "../HistoryNotice.tsx";
import { TrailList } from "../trail/TrailList.tsx";
import { sampleAttempt } from "./sample_attempt.ts";
import { GallerySection } from "./GallerySection.tsx";
import { sampleId, sampleTime } from "./sample_fleet.ts";

const ADA = { id: sampleId(1) as AgentId, name: "Ada" };
const TASK = { id: sampleId(101) as TaskId, name: "Run the unit tests" };
const RELEASE = { id: sampleId(301) as SessionId, name: "Release 2.4" };
const CHOICES: SearchChoices = { agents: [ADA], sessions: [RELEASE] };
const SNIPPET = [
  { text: "Run the unit ", hit: false },
  { text: "tests", hit: true },
  { text: " and mend what fails", hit: false },
];
const HITS: readonly HistoryHit[] = [
  {
    kind: "task",
    at: sampleTime(700),
    snippet: SNIPPET,
    session: RELEASE,
    task: TASK,
    agent: ADA,
    outcome: "timed_out",
  },
  {
    kind: "transcript",
    at: sampleTime(600),
    snippet: SNIPPET,
    session: null,
    agent: ADA,
    entry: 3,
    entry_kind: "tool_call",
    task: TASK,
  },
];

/** The pieces of the history's pages, each in its states. */
export function HistorySamples() {
  return (
    <>
      <GallerySection title="HistoryNotice">
        <div class="form">
          <HistoryNotice state={{ kind: "behind", seq: 7, backlog: 2_340 }} />
          <HistoryNotice
            state={{
              kind: "away",
              since: sampleTime(90),
              backlog: 12,
              reason: "connect ECONNREFUSED 127.0.0.1:5432",
            }}
          />
        </div>
      </GallerySection>
      <GallerySection title="HitItem, FilterChips">
        <ol class="hits">
          {HITS.map((hit) => <HitItem key={hit.kind} hit={hit} />)}
        </ol>
        <FilterChips
          terms={{ q: "tests", agent: ADA.id, outcome: "failed" }}
          choices={CHOICES}
        />
      </GallerySection>
      <GallerySection title="AttemptTable">
        <AttemptTable
          attempts={[
            {
              ...sampleAttempt(1, 1, 700, {
                outcome: "timed_out",
                after: 300,
                failure: { kind: "timed_out", message: "It took over 300 s." },
              }),
              agent_name: null,
            },
            { ...sampleAttempt(2, 1, 300), agent_name: ADA.name },
          ]}
        />
      </GallerySection>
      <GallerySection title="TrailList">
        <TrailList
          lines={[
            {
              seq: 1_001,
              at: sampleTime(700),
              words: "Attempt 1: given to the agent",
              href: null,
              data: '{\n  "attempt": 1\n}',
            },
            {
              seq: 1_002,
              at: sampleTime(690),
              words: "The agent called Bash",
              href: `/agents/${ADA.id}?entry=3#entry-3`,
              data: "{}",
            },
          ]}
        />
      </GallerySection>
      <GallerySection title="SizeTable">
        <SizeTable
          caption="Sample parts"
          what="Part"
          rows={[
            { name: "History", bytes: 48_200_000, files: 961, isWhole: true },
            {
              name: "Agents' folders",
              bytes: 2_812_000_000,
              files: 91_204,
              isWhole: false,
            },
          ]}
        />
      </GallerySection>
    </>
  );
}
