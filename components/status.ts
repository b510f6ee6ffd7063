import type { Activity, Agent } from "@/domain/agent.ts";
import { processId } from "@/domain/agent_status.ts";
import type { FailureKind } from "@/domain/failure.ts";
import type { Task } from "@/domain/task.ts";
import { formatAge, formatExact } from "./format.ts";

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
export function agentStatus(agent: Agent): Status {
  const { state } = agent;
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

/** How a task's state is shown. */
export function taskStatus(task: Task): Status {
  const { state } = task;
  const evidence = `since ${formatExact(state.since)}`;
  switch (state.status) {
    case "pending":
      return { look: "queued", word: "Queued", reason: "", evidence };
    case "assigned":
      return { look: "queued", word: "Assigned", reason: "", evidence };
    case "running":
      return { look: "working", word: "Working", reason: "", evidence };
    case "completed":
      return { look: "done", word: "Done", reason: "", evidence };
    case "failed":
      return {
        look: "failed",
        word: "Failed",
        reason: failureWords(state.failure.kind),
        evidence: `${evidence} · ${state.failure.message}`,
      };
    case "cancelled":
      return {
        look: "cancelled",
        word: "Cancelled",
        reason: state.reason,
        evidence,
      };
  }
}

/** What a busy agent does this moment, for the `Now` column. */
export function activityWords(activity: Activity, nowMs: number): string {
  switch (activity.kind) {
    case "thinking":
      return "Thinking";
    case "tool":
      return `${activity.tool} ${activity.detail}`.trim();
    case "awaiting_approval":
      return `Asks to run ${activity.tool} ${activity.detail}`.trim();
    case "paused":
      return `Paused: ${activity.reason}`;
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

/** A failure's kind in plain words. */
export function failureWords(kind: FailureKind): string {
  return FAILURE_WORDS[kind];
}

function busy(activity: Activity): Omit<Status, "evidence"> {
  switch (activity.kind) {
    case "thinking":
    case "tool":
      return { look: "working", word: "Working", reason: "" };
    case "awaiting_approval":
      return { look: "needs_you", word: "Needs you", reason: activity.tool };
    case "paused":
      return { look: "stalled", word: "Paused", reason: activity.reason };
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
    case "paused":
      return `stands still: ${activity.reason}`;
    case "awaiting_retry":
      return "waits to try again";
  }
}

const FAILURE_WORDS: Readonly<Record<FailureKind, string>> = {
  authentication: "not signed in",
  rate_limit: "rate limit",
  usage_limit: "usage limit",
  overloaded: "model overloaded",
  network: "no network",
  api_error: "API error",
  context_too_long: "context too long",
  model_not_found: "model not found",
  budget: "budget used up",
  max_turns: "turn limit",
  timed_out: "timed out",
  interrupted: "interrupted",
  crashed: "process ended",
  start_failed: "could not start",
  claude_not_found: "claude not found",
  terminated: "agent stopped",
  unknown: "unknown cause",
};
