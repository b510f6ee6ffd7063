import { isPendingApproval } from "./approval_status.ts";
import type { Fleet } from "./fleet.ts";
import type { Handoff } from "./handoff.ts";
import type { Incident } from "./incident.ts";
import { leanEntryTo } from "./lean_entry.ts";
import type { LongText } from "./long_text.ts";
import type { Task } from "./task.ts";
import type { TranscriptEntry } from "./transcript.ts";

/** Characters of a tool's input or output that travel with a page. */
const TOOL_CHARS = 2_000;
/** Characters of what an incident says. */
const INCIDENT_LINE_CHARS = 300;

/**
 * The fleet without its long texts: lists show titles alone. What is still to
 * be answered by a person keeps them, and templates are asked for when needed.
 */
export function leanFleet(fleet: Fleet): Fleet {
  return {
    ...fleet,
    tasks: each(fleet.tasks, leanTask),
    handoffs: each(fleet.handoffs, leanHandoff),
    messages: each(
      fleet.messages,
      (message) => ({ ...message, text: cut(message.text, 0) }),
    ),
    approvals: each(
      fleet.approvals,
      (approval) =>
        isPendingApproval(approval)
          ? approval
          : { ...approval, input: cut(approval.input, 0) },
    ),
    templates: {},
    // What was read is not shown any more.
    boot: fleet.boot.dismissed_at === null
      ? fleet.boot
      : { ...fleet.boot, last: null },
    incidents: each(fleet.incidents, leanIncident),
  };
}

/** An entry whose tool text is cut; what is missing can be asked for. */
export function leanEntry(entry: TranscriptEntry): TranscriptEntry {
  return leanEntryTo(entry, TOOL_CHARS);
}

/** Whether `text` is only the beginning of what was said. */
export function isCut(text: LongText): boolean {
  return text.text.length < text.length;
}

/** A task without its long texts. */
export function leanTask(task: Task): Task {
  const description = cut(task.description, 0);
  const attempts = task.attempts.map((attempt) => ({
    ...attempt,
    submitted: attempt.submitted && cut(attempt.submitted, 0),
  }));
  const lean = { ...task, description, attempts };
  if (!("result" in task.state)) return lean;
  const { result } = task.state;
  const output = cut(result.output, 0);
  return { ...lean, state: { ...task.state, result: { ...result, output } } };
}

/** What lists show of an incident: not what proves it. */
export function leanIncident(incident: Incident): Incident {
  const { evidence, message } = incident;
  return {
    ...incident,
    message: message.slice(0, INCIDENT_LINE_CHARS),
    evidence: { ...evidence, stderr: [], frames: [] },
    steps: [],
  };
}

function leanHandoff(handoff: Handoff): Handoff {
  const { requirements, result } = handoff;
  return {
    ...handoff,
    requirements: requirements && cut(requirements, 0),
    parts: handoff.parts.map((part) => ({
      ...part,
      description: cut(part.description, 0),
      instructions: part.instructions && cut(part.instructions, 0),
    })),
    result: result && { ...result, output: cut(result.output, 0) },
  };
}

function each<R>(
  records: Readonly<Record<string, R>>,
  lean: (record: R) => R,
): Readonly<Record<string, R>> {
  const entries = Object.entries(records);
  return Object.fromEntries(entries.map(([id, record]) => [id, lean(record)]));
}

function cut(text: LongText, chars: number): LongText {
  return text.text.length <= chars
    ? text
    : { ...text, text: text.text.slice(0, chars) };
}
