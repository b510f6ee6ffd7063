import { useEffect, useState } from "preact/hooks";
import type { FleetEvent } from "@/domain/event.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import {
  joinLines,
  type TrailLine,
  trailLine,
} from "@/components/trail/trail_line.ts";
import { TrailList } from "@/components/trail/TrailList.tsx";
import { callApi, type Problem } from "./live/api.ts";
import { listen } from "./live/store.ts";
import { join } from "./live/stream.ts";

type TaskTrailProps = {
  readonly taskId: string;
  readonly agentId: string;
  /** Whether anything more can happen. */
  readonly isOpen: boolean;
  readonly lines: readonly TrailLine[];
  /** Where the list goes on; null at its end. */
  readonly next: string | null;
  /** Whether this is not the beginning of the list. */
  readonly isLater: boolean;
};

type Told = {
  readonly items: readonly FleetEvent[];
  readonly next_cursor: string | null;
};

/** Everything that happened to a task, and what happens now. */
export default function TaskTrail(
  { taskId, agentId, isOpen, lines, next: renderedNext, isLater }:
    TaskTrailProps,
) {
  const [told, setTold] = useState(lines);
  const [live, setLive] = useState<readonly TrailLine[]>([]);
  const [next, setNext] = useState(renderedNext);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  useEffect(() => {
    if (!isOpen) return;
    const stop = listen((messages) => {
      const fresh = messages.flatMap((message) =>
        message.kind === "event" && "task_id" in message.event &&
          message.event.task_id === taskId
          ? [trailLine(message.event)]
          : []
      );
      if (fresh.length > 0) setLive((before) => joinLines(before, fresh));
    });
    const leave = join(`transcript:${agentId}`);
    return () => {
      stop();
      leave();
    };
  }, [taskId]);

  const loadMore = async (event: MouseEvent, cursor: string) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const query = new URLSearchParams({ cursor });
    const answer = await callApi<Told>(
      "GET",
      `tasks/${taskId}/events?${query}`,
    );
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    const more = answer.value.items.map(trailLine);
    setTold((before) => joinLines(before, more));
    setNext(answer.value.next_cursor);
  };

  // Before the end of the list is here, what happens now would leave a hole.
  const shown = next === null ? joinLines(told, live) : told;
  return (
    <>
      {isLater && (
        <p class="meta">
          Later events. <a href={`/tasks/${taskId}`}>From the first one</a>
        </p>
      )}
      <TrailList lines={shown} />
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      {next !== null && (
        <a
          class="button"
          href={`/tasks/${taskId}?${new URLSearchParams({ events: next })}`}
          aria-disabled={busy}
          onClick={(event) => loadMore(event, next)}
        >
          {busy ? "Loading…" : "Load more"}
        </a>
      )}
    </>
  );
}
