import type { FleetEvent } from "@/domain/event.ts";
import type { Handoff } from "@/domain/handoff.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { Task } from "@/domain/task.ts";
import type { HistoryBatch } from "./ports.ts";

/** The texts that an event carries or refers to. */
export function textsOfEvent(event: FleetEvent): readonly LongText[] {
  switch (event.type) {
    case "task.created":
      return textsOfTask(event.data.task);
    case "task.result_submitted":
      return [event.data.output];
    case "task.reported":
    case "task.completed":
      return [event.data.result.output];
    case "handoff.created":
      return textsOfHandoff(event.data.handoff);
    case "handoff.analyzed":
      return [
        event.data.requirements,
        ...event.data.parts.map(({ description }) => description),
      ];
    case "handoff.instructed":
      return [event.data.instructions];
    case "handoff.result_submitted":
      return [event.data.output];
    case "message.sent":
      return [event.data.message.text];
    case "approval.requested":
      return [event.data.approval.input];
    case "transcript.appended": {
      const { entry } = event.data;
      if (entry.kind === "tool_call") return [entry.input];
      return entry.kind === "turn_ended" ? [] : [entry.text];
    }
    default:
      return [];
  }
}

/** The texts that records carry or refer to. */
export function textsOfRecords(
  records: Pick<HistoryBatch, "tasks" | "handoffs" | "messages" | "approvals">,
): readonly LongText[] {
  return [
    ...records.tasks.flatMap(textsOfTask),
    ...records.handoffs.flatMap(textsOfHandoff),
    ...records.messages.map(({ text }) => text),
    ...records.approvals.map(({ input }) => input),
  ];
}

function textsOfTask({ description, state, attempts }: Task): LongText[] {
  return [
    description,
    ...attempts.flatMap(({ submitted }) => submitted ?? []),
    ...("result" in state ? [state.result.output] : []),
  ];
}

function textsOfHandoff({ requirements, parts, result }: Handoff): LongText[] {
  return [
    requirements,
    ...parts.flatMap(({ description, instructions }) => [
      description,
      instructions,
    ]),
    result && result.output,
  ].filter((text) => text !== null);
}
