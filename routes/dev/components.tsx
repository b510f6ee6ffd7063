import { Head } from "fresh/runtime";
import { Age } from "@/components/Age.tsx";
import { AgentTable } from "@/components/AgentTable.tsx";
import { ClaudeNotice } from "@/components/ClaudeNotice.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { Field } from "@/components/Field.tsx";
import { agentLayout, groupsOf } from "@/components/fleet/agent_groups.ts";
import { currentAgents, recentTasks } from "@/components/fleet_order.ts";
import { CrewSamples } from "@/components/gallery/CrewSamples.tsx";
import { HostSamples } from "@/components/gallery/HostSamples.tsx";
import { LimitSamples } from "@/components/gallery/LimitSamples.tsx";
import { HistorySamples } from "@/components/gallery/HistorySamples.tsx";
import { InboxSamples } from "@/components/gallery/InboxSamples.tsx";
import { MetricSamples } from "@/components/gallery/MetricSamples.tsx";
import { ShellSamples } from "@/components/gallery/ShellSamples.tsx";
import { GallerySection } from "@/components/gallery/GallerySection.tsx";
import { sampleCrew } from "@/components/gallery/sample_crew.ts";
import {
  SAMPLE_NOW,
  sampleFleet,
  sampleId,
  sampleTime,
} from "@/components/gallery/sample_fleet.ts";
import { sampleTranscript } from "@/components/gallery/sample_transcript.ts";
import { UsageSamples } from "@/components/gallery/UsageSamples.tsx";
import { ToolSamples } from "@/components/gallery/ToolSamples.tsx";
import { Money } from "@/components/Money.tsx";
import { LOOKS } from "@/components/status.ts";
import { SessionCards } from "@/components/SessionCards.tsx";
import { SessionTable } from "@/components/SessionTable.tsx";
import { StatusChip } from "@/components/StatusChip.tsx";
import { StorageNotice } from "@/components/StorageNotice.tsx";
import { SummaryCards } from "@/components/SummaryCards.tsx";
import { TaskTable } from "@/components/TaskTable.tsx";
import { Tokens } from "@/components/Tokens.tsx";
import QueueControl from "@/islands/QueueControl.tsx";
import TranscriptLog from "@/islands/TranscriptLog.tsx";
import {
  STORAGE_AS_LEFT,
  type StorageStatus,
} from "@/domain/storage_status.ts";
import { define } from "@/state.ts";

const SAMPLE_STORAGE: StorageStatus = {
  store: {
    state: "recovered",
    at: sampleTime(60),
    reason: "database disk image is malformed",
    copy_at: sampleTime(200),
    restored_events: 0,
    set_aside: "live.sqlite3.corrupt-20260102T030405678Z",
  },
  copies: {
    newest_at: sampleTime(200),
    failed: { at: sampleTime(30), message: "there is no room for a copy" },
  },
  disk: { state: "full", free_bytes: 120 * 1024 ** 2 },
};

/** Every component in each of its states, on made-up data. */
export default define.page(() => {
  const fleet = sampleFleet();
  const ada = fleet.agents[sampleId(1)]!;
  return (
    <>
      <Head>
        <title>Components · VAMP</title>
      </Head>
      <h1>Components</h1>
      <GallerySection title="StatusChip">
        <div class="gallery-row">
          {LOOKS.map((look) => (
            <StatusChip
              key={look}
              status={{
                look,
                word: look.replace("_", " "),
                reason: "",
                evidence: "process 4101",
              }}
            />
          ))}
          <StatusChip
            status={{
              look: "failed",
              word: "Failed",
              reason: "process ended",
              evidence: "no process",
            }}
          />
        </div>
      </GallerySection>
      <GallerySection title="Age, Money, Tokens">
        <div class="gallery-row">
          {[5, 252, 7_500, 273_600].map((seconds) => (
            <Age key={seconds} since={sampleTime(seconds)} now={SAMPLE_NOW} />
          ))}
          {[0, 0.0026, 0.42, 18_200].map((usd) => (
            <Money key={usd} usd={usd} />
          ))}
          <Tokens usage={ada.usage} />
        </div>
      </GallerySection>
      <GallerySection title="Buttons">
        <div class="gallery-row">
          <button type="button" class="button primary">Start agent</button>
          <button type="button" class="button">Interrupt</button>
          <button type="button" class="button danger">Terminate</button>
          <button type="button" class="button quiet">Show earlier</button>
          <button type="button" class="button" disabled>Stopping…</button>
          <button type="button" class="button primary" disabled>
            Starting…
          </button>
        </div>
      </GallerySection>
      <GallerySection title="Field">
        <div class="form-row">
          <Field id="sample-field" label="Name" hint="Chosen when empty.">
            <input id="sample-field" aria-describedby="sample-field-hint" />
          </Field>
          <Field
            id="sample-wrong"
            label="Model"
            error="takes a model's alias or id"
          >
            <input
              id="sample-wrong"
              value="no such model"
              aria-invalid="true"
              aria-describedby="sample-wrong-error"
            />
          </Field>
        </div>
      </GallerySection>
      <GallerySection title="Metric">
        <SummaryCards fleet={fleet} maxAgents={10} />
      </GallerySection>
      <GallerySection title="AgentTable">
        <AgentTable
          caption="Sample agents"
          groups={groupsOf(
            agentLayout(currentAgents(fleet)),
            fleet.agents,
          )}
          fleet={fleet}
          now={SAMPLE_NOW}
        />
      </GallerySection>
      <GallerySection title="TaskTable">
        <TaskTable
          caption="Sample tasks"
          tasks={recentTasks(fleet)}
          fleet={fleet}
          now={SAMPLE_NOW}
        />
      </GallerySection>
      <GallerySection title="SessionTable">
        <SessionTable
          caption="Sample sessions"
          sessions={Object.values(fleet.sessions)}
          fleet={fleet}
        />
      </GallerySection>
      <GallerySection title="SessionCards">
        <SessionCards session={fleet.sessions[sampleId(301)]!} />
      </GallerySection>
      <TranscriptLog
        agentId={ada.id}
        agentName={ada.name}
        folder={ada.working_directory}
        isBusy
        rendered={{
          entries: sampleTranscript(),
          paired: [],
          length: sampleTranscript().length,
        }}
      />
      <GallerySection title="ToolLine">
        <ToolSamples />
      </GallerySection>
      <GallerySection title="EmptyState">
        <EmptyState
          title="No agents yet"
          text="Each agent is a Claude Code process of its own."
          command="deno task demo"
        >
          <button type="button" class="button primary">New agent</button>
        </EmptyState>
      </GallerySection>
      <GallerySection title="StorageNotice">
        <div class="form">
          <StorageNotice status={SAMPLE_STORAGE}>
            <button type="button" class="button">I have read this</button>
          </StorageNotice>
          <StorageNotice
            status={{
              ...STORAGE_AS_LEFT,
              disk: { state: "low", free_bytes: 700 * 1024 ** 2 },
            }}
          />
        </div>
      </GallerySection>
      <GallerySection title="ErrorBox, ClaudeNotice">
        <div class="form">
          <ErrorBox
            title="Cannot read the history."
            detail="What is live goes on."
            requestId="0195f000"
          >
            <button type="button" class="button">Retry</button>
          </ErrorBox>
          <ClaudeNotice status={{ kind: "checking" }} />
          <ClaudeNotice
            status={{ kind: "missing", message: 'Cannot find "claude".' }}
          />
          <ClaudeNotice
            status={{ kind: "broken", message: "It ended with exit code 1." }}
          />
          <ClaudeNotice
            status={{ kind: "signed_out", path: "/usr/bin/claude" }}
          />
        </div>
      </GallerySection>
      <CrewSamples />
      <GallerySection title="QueueControl">
        <div class="form">
          {[{ paused: null }, sampleCrew().queue].map((queue) => (
            <QueueControl
              key={String(queue.paused)}
              queue={queue}
              waiting={4}
              running={2}
              now={SAMPLE_NOW}
            />
          ))}
        </div>
      </GallerySection>
      <LimitSamples />
      <UsageSamples />
      <HostSamples />
      <HistorySamples />
      <InboxSamples />
      <ShellSamples />
      <GallerySection title="RangeNav, ChartLegend, ChartTable">
        <MetricSamples />
      </GallerySection>
    </>
  );
});
