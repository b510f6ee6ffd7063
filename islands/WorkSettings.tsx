import { hasAgent } from "@/domain/task_status.ts";
import { waitingTasks } from "@/domain/waiting_tasks.ts";
import { SETTINGS_TEXT as TEXT } from "@/components/text/settings_text.ts";
import type { LeftTasks } from "@/domain/carried_fleet.ts";
import { useLeftTasks } from "./live/use_left_tasks.ts";
import { type Rendered, useLive } from "./live/use_live.ts";
import QueueControl from "./QueueControl.tsx";
import { LimitsSwitch } from "./settings/LimitsSwitch.tsx";

type WorkSettingsProps = {
  readonly rendered: Rendered;
  /** Waiting tasks that the page was rendered without. */
  readonly left: LeftTasks;
};

/** What holds work back: the queue, and the limits of the account. */
export default function WorkSettings(
  { rendered, left: leftAtFirst }: WorkSettingsProps,
) {
  const { fleet, now } = useLive(rendered);
  const left = useLeftTasks(leftAtFirst);
  const control = (
    <QueueControl
      queue={fleet.queue}
      waiting={waitingTasks(fleet.tasks).length + left.waiting}
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
