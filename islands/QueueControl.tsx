import { useEffect, useState } from "preact/hooks";
import type { QueueState } from "@/domain/queue.ts";
import { Age } from "@/components/Age.tsx";
import { Dialog } from "@/components/Dialog.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { formatCount } from "@/components/format.ts";
import { useSubmit } from "./forms.ts";
import { callApi } from "./live/api.ts";
import { useLoaded } from "./use_loaded.ts";
import { FLEET_TEXT } from "@/components/text/fleet_text.ts";

type QueueControlProps = {
  readonly queue: QueueState;
  /** Tasks that nobody works on. */
  readonly waiting: number;
  /** Tasks that agents work on, which go on. */
  readonly running: number;
  readonly now: number;
};

/** Stops giving out tasks, says that it has, and takes it up again. */
export default function QueueControl(
  { queue, waiting, running, now }: QueueControlProps,
) {
  const [asking, setAsking] = useState(false);
  const { busy: pending, problem, submit, done } = useSubmit();
  const PauseForm = useLoaded(
    asking,
    async () => (await import("./queue/PauseForm.tsx")).PauseForm,
  );
  const { paused } = queue;
  useEffect(done, [paused === null]);

  const act = async (path: string, body?: unknown) => {
    setAsking(false);
    await submit(() => callApi("POST", path, body));
  };
  const standing = `${formatCount(waiting)} waiting, ${
    formatCount(running)
  } under way: those go on to their end.`;
  return (
    <>
      {paused
        ? (
          <div class="notice queue-banner" data-tone="attention">
            <p class="notice-title">
              {FLEET_TEXT.theQueueIsPaused(paused.reason)}
            </p>
            <p class="notice-text">
              {FLEET_TEXT.nobodyHasBeenGivenA}{" "}
              <Age since={paused.since} now={now} />. {standing}
            </p>
            <button
              type="button"
              class="button"
              disabled={pending}
              onClick={() => act("queue/resume")}
            >
              {pending ? FLEET_TEXT.goingOn : FLEET_TEXT.goOn}
            </button>
          </div>
        )
        : (
          <button
            type="button"
            class="button quiet queue-pause"
            disabled={pending}
            onClick={() => setAsking(true)}
          >
            {pending ? FLEET_TEXT.pausing : FLEET_TEXT.pauseTheQueue}
          </button>
        )}
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      <Dialog
        id="pause-queue"
        title={FLEET_TEXT.pauseTheQueue2}
        open={asking && PauseForm !== undefined}
        onClose={() => setAsking(false)}
      >
        {PauseForm && (
          <PauseForm
            standing={standing}
            onPause={(reason) => void act("queue/pause", { reason })}
            onClose={() => setAsking(false)}
          />
        )}
      </Dialog>
    </>
  );
}
