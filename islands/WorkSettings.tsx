import { hasAgent } from "@/domain/task_status.ts";
import { waitingTasks } from "@/domain/waiting_tasks.ts";
import { SETTINGS_TEXT as TEXT } from "@/components/text/settings_text.ts";
import { type Rendered, useLive } from "./live/use_live.ts";
import QueueControl from "./QueueControl.tsx";
import { LimitsSwitch } from "./settings/LimitsSwitch.tsx";

/** What holds work back: the queue, and the limits of the account. */
export default function WorkSettings(
  { rendered }: { readonly rendered: Rendered },
) {
  const { fleet, now } = useLive(rendered);
  const control = (
    <QueueControl
      queue={fleet.queue}
      waiting={waitingTasks(fleet.tasks).length}
      running={Object.values(fleet.tasks)
        .filter(({ state }) => hasAgent(state)).length}
      now={now}
    />
  );
  return (
    <div class="card settings-list">
      {fleet.queue.paused ? control : (
        <div class="setting">
          <p class="setting-what">{TEXT.queueOn}</p>
          {control}
        </div>
      )}
      <LimitsSwitch limits={fleet.limits} />
    </div>
  );
}
