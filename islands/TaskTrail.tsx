import { useComputed } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { FleetEvent } from "@/domain/event.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import {
  joinLines,
  type TrailLine,
  trailLine,
} from "@/components/trail/trail_line.ts";
import { TrailList } from "@/components/trail/TrailList.tsx";
import { type Answer, callApi, type Problem } from "./live/api.ts";
import { fleet, listen } from "./live/store.ts";
import { join } from "./live/stream.ts";
import { TASK_TEXT } from "@/components/text/task_text.ts";

type TaskTrailProps = {
  readonly taskId: string;
  /** Who had it when the page was rendered. */
  readonly agentId: string | null;
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
  {
    taskId,
    agentId: renderedAgentId,
    isOpen,
    lines,
    next: renderedNext,
    isLater,
  }: TaskTrailProps,
) {
  const [told, setTold] = useState(lines);
  const [live, setLive] = useState<readonly TrailLine[]>([]);
  const [next, setNext] = useState(renderedNext);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  // What is said about it comes from whoever has it.
  const agentId =
    useComputed(() => fleet.value?.tasks[taskId]?.agent_id ?? renderedAgentId)
      .value;

  useEffect(() => {
    if (!isOpen || agentId === null) return;
    return join(`transcript:${agentId}`);
  }, [agentId]);

  useEffect(() => {
    if (!isOpen) return;
    return listen((messages) => {
      if (messages.some(({ kind }) => kind === "snapshot")) void readAgain();
      const fresh = messages.flatMap((message) =>
        message.kind === "event" && "task_id" in message.event &&
          message.event.task_id === taskId
          ? [trailLine(message.event)]
          : []
      );
      if (fresh.length > 0) setLive((before) => joinLines(before, fresh));
    });
  }, [taskId]);

  /** After a break that the stream cannot make up for. */
  const readAgain = async () => {
    let cursor: string | null = "";
    while (cursor !== null) {
      const answer: Answer<Told> = await readEvents(taskId, cursor);
      setProblem(answer.ok ? undefined : answer.problem);
      if (!answer.ok) return;
      const lines = answer.value.items.map(trailLine);
      setTold((before) => joinLines(before, lines));
      setNext(cursor = answer.value.next_cursor);
    }
  };

  const loadMore = async (event: MouseEvent, cursor: string) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await readEvents(taskId, cursor);
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
          {TASK_TEXT.laterEvents}{" "}
          <a href={`/tasks/${taskId}`}>{TASK_TEXT.fromTheFirstOne}</a>
        </p>
      )}
      {shown.length > 0
        ? <TrailList lines={shown} />
        : <p class="meta">{TASK_TEXT.noEvents}</p>}
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
          {busy ? TASK_TEXT.loading : TASK_TEXT.loadMore}
        </a>
      )}
    </>
  );
}

/** One page of the task's events, after `cursor` unless that is empty. */
function readEvents(taskId: string, cursor: string): Promise<Answer<Told>> {
  const query = new URLSearchParams(cursor === "" ? {} : { cursor });
  return callApi<Told>("GET", `tasks/${taskId}/events?${query}`);
}
