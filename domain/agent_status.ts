import type { AgentState } from "./agent.ts";

/** An ended agent has no process and gets no work any more. */
export function isEnded(state: AgentState): boolean {
  return state.status === "terminated" || state.status === "failed";
}

/** The process that the agent runs in, as the host sees it. */
export function processId(state: AgentState): number | null {
  return "process_id" in state ? state.process_id : null;
}

/** The agent has work, and its processes stand still. */
export function isPaused(state: AgentState): boolean {
  return state.status === "busy" && state.activity.kind === "paused";
}
