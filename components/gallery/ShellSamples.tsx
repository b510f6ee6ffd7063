import { configVariables } from "@/domain/config_variables.ts";
import type { ShownWebhook } from "@/domain/webhook.ts";
import { firstSteps } from "../first_run/steps.ts";
import { StepList } from "../first_run/StepList.tsx";
import { ThreadCard } from "../messages/ThreadCard.tsx";
import { threadsOf } from "../messages/threads.ts";
import { BackupTable } from "../settings/BackupTable.tsx";
import { DeliveryTable } from "../settings/DeliveryTable.tsx";
import { VariableTable } from "../settings/VariableTable.tsx";
import { webhookStatus } from "../settings/webhook_status.ts";
import { StatusChip } from "../StatusChip.tsx";
import { GallerySection } from "./GallerySection.tsx";
import { sampleCrew } from "./sample_crew.ts";
import { SAMPLE_NOW, sampleId, sampleTime } from "./sample_fleet.ts";
import { sampleMessages } from "./sample_messages.ts";

const HOOK: ShownWebhook = {
  id: sampleId(901),
  name: "Chat",
  url: "https://hooks.example.com/in",
  types: ["task.*"],
  state: "active",
  cursor: 12,
  failures: 0,
  retry_at: null,
  missed: 0,
  deliveries: [],
  created_at: sampleTime(900),
  updated_at: sampleTime(60),
};
const DELIVERY = {
  id: "msg_1",
  seq: 12,
  type: "task.completed",
  at: sampleTime(60),
  status: 200,
  duration_ms: 84,
  error: null,
};

/** What messages, settings and the first steps bring. */
export function ShellSamples() {
  const crew = sampleCrew();
  return (
    <>
      <GallerySection title="ThreadCard, MessageItem">
        <div class="form">
          {threadsOf(sampleMessages(), crew).map((thread) => (
            <ThreadCard
              key={thread.id}
              thread={thread}
              fleet={crew}
              now={SAMPLE_NOW}
            />
          ))}
        </div>
      </GallerySection>
      <GallerySection title="StepList">
        <StepList
          steps={firstSteps({
            claude: { kind: "missing", message: "" },
            history: {
              kind: "away",
              since: sampleTime(60),
              backlog: 3,
              reason: "the connection was refused",
            },
            database: "postgres",
          })}
          actionsOf={({ command }) =>
            command && <code class="command">{command}</code>}
        />
      </GallerySection>
      <GallerySection title="VariableTable">
        <VariableTable
          caption="Sample variables"
          variables={configVariables(
            { API_PORT: "4005", CLAUDE_CLI_PATH: "/usr/bin/claude" },
            { API_PORT: "file" },
          ).slice(0, 7)}
        />
      </GallerySection>
      <GallerySection title="Webhooks: their states, DeliveryTable">
        <div class="form">
          <div class="gallery-row">
            {[
              HOOK,
              { ...HOOK, failures: 2 },
              { ...HOOK, state: "paused" as const },
              { ...HOOK, state: "dead" as const },
            ].map((hook) => (
              <StatusChip
                key={`${hook.state} ${hook.failures}`}
                status={webhookStatus(hook)}
              />
            ))}
          </div>
          <DeliveryTable
            caption="Sample deliveries"
            deliveries={[
              DELIVERY,
              {
                ...DELIVERY,
                id: "msg_2",
                seq: null,
                type: "webhook.tested",
                status: null,
                error: "the connection was refused",
              },
            ]}
          />
        </div>
      </GallerySection>
      <GallerySection title="BackupTable">
        <BackupTable
          kept={(["manual", "nightly", "migration"] as const).map((
            kind,
            place,
          ) => ({
            path: `/data/backups/${kind}.vamp`,
            kind,
            created_at: sampleTime(60 + 86_400 * place),
            bytes: 4_200_000,
          }))}
        />
      </GallerySection>
    </>
  );
}
