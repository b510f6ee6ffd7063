import type { Activity, Agent } from "@/domain/agent.ts";
import { processId } from "@/domain/agent_status.ts";
import { failureWords } from "./failure_words.ts";
import { formatAge, formatExact } from "./format.ts";
import { remembered } from "./remembered.ts";

/** The looks a state can have, most urgent first: every sort and summary keeps this order. */
export const LOOKS = [
  "needs_you",
  "failed",
  "stalled",
  "recovering",
  "working",
  "queued",
  "idle",
  "done",
  "cancelled",
] as const;
export type Look = typeof LOOKS[number];

/** What a status chip shows, and the facts it rests on. */
export type Status = {
  readonly look: Look;
  readonly word: string;
  /** Why, in a few words; empty when the word says it all. */
  readonly reason: string;
  /** What proves it: process, since when, what it waits for. */
  readonly evidence: string;
};

/** How an agent's state is shown. */
export const agentStatus = remembered(statusOf);

function statusOf({ state }: Agent): Status {
  const pid = processId(state);
  const facts = (waits: string) =>
    [
      pid === null ? "no process" : `process ${pid}`,
      `since ${formatExact(state.since)}`,
      waits,
    ].join(" · ");
  switch (state.status) {
    case "starting":
      return {
        look: "queued",
        word: "Starting",
        reason: state.resuming ? "resuming its session" : "",
        evidence: facts("waits for the process to answer"),
      };
    case "idle":
      return {
        look: "idle",
        word: "Idle",
        reason: "",
        evidence: facts("waits for a task"),
      };
    case "busy":
      return {
        ...busy(state.activity),
        evidence: facts(waitsFor(state.activity)),
      };
    case "error":
      return {
        look: "recovering",
        word: "Restarting",
        reason: failureWords(state.failure.kind),
        evidence: facts(
          `starts again at ${
            formatExact(state.restart_at)
          } · ${state.failure.message}`,
        ),
      };
    case "terminating":
      return {
        look: "cancelled",
        word: "Stopping",
        reason: "",
        evidence: facts("waits for the process to end"),
      };
    case "terminated":
      return {
        look: "cancelled",
        word: "Stopped",
        reason: state.reason,
        evidence: facts("ended"),
      };
    case "failed":
      return {
        look: "failed",
        word: "Failed",
        reason: failureWords(state.failure.kind),
        evidence: facts(state.failure.message),
      };
  }
}

/** By this tool an agent asks a person. */
const QUESTION_TOOL = "AskUserQuestion";

/** What a busy agent does this moment, for the `Now` column. */
export function activityWords(activity: Activity, nowMs: number): string {
  switch (activity.kind) {
    case "thinking":
      return "Thinking";
    case "tool":
      return `${activity.tool} ${activity.detail}`.trim();
    case "awaiting_approval":
      return activity.tool === QUESTION_TOOL
        ? "Asks you a question"
        : `Asks to run ${activity.tool} ${activity.detail}`.trim();
    case "silent":
      return "Says nothing; its task was taken from it";
    case "awaiting_workers":
      return `Waits for ${activity.detail}`;
    case "paused":
      return `Paused: ${activity.reason}`;
    case "awaiting_limit":
      return `Waits for the account's limit${until(activity.until, nowMs)}`;
    case "awaiting_retry": {
      const left = Date.parse(activity.until) - nowMs;
      const cause = activity.status === null
        ? "no network"
        : `HTTP ${activity.status}`;
      return `Try ${activity.attempt} after ${cause}` +
        (left > 0 ? `, in ${formatAge(left + 999)}` : "");
    }
  }
}

function until(time: string | null, nowMs: number): string {
  const left = time === null ? 0 : Date.parse(time) - nowMs;
  return left > 0 ? `, for ${formatAge(left + 999)}` : "";
}

function busy(activity: Activity): Omit<Status, "evidence"> {
  switch (activity.kind) {
    case "thinking":
    case "tool":
      return { look: "working", word: "Working", reason: "" };
    case "awaiting_approval":
      return {
        look: "needs_you",
        word: "Needs you",
        reason: activity.tool === QUESTION_TOOL ? "asks" : activity.tool,
      };
    case "silent":
      return { look: "stalled", word: "Silent", reason: "no sign of life" };
    case "awaiting_workers":
      return { look: "queued", word: "Waiting", reason: "for its workers" };
    case "paused":
      return { look: "stalled", word: "Paused", reason: activity.reason };
    case "awaiting_limit":
      return { look: "recovering", word: "Limited", reason: "waits" };
    case "awaiting_retry":
      return {
        look: "recovering",
        word: "Recovering",
        reason: `try ${activity.attempt}`,
      };
  }
}

function waitsFor(activity: Activity): string {
  switch (activity.kind) {
    case "thinking":
      return "waits for the model";
    case "tool":
      return `waits for the tool ${activity.tool}`;
    case "awaiting_approval":
      return "waits for your answer";
    case "silent":
      return "no frame from its process since then";
    case "awaiting_workers":
      return `waits for ${activity.detail}`;
    case "paused":
      return `stands still: ${activity.reason}`;
    case "awaiting_limit":
      return activity.until === null
        ? "waits until the limit is lifted"
        : `waits for the limit until ${formatExact(activity.until)}`;
    case "awaiting_retry":
      return "waits to try again";
  }
}
