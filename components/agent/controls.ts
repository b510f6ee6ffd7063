import type { Agent } from "@/domain/agent.ts";
import { AGENT_TEXT } from "../text/agent_text.ts";

export const AGENT_ACTS = [
  "interrupt",
  "pause",
  "resume",
  "restart",
  "terminate",
  "dismiss",
] as const;
export type AgentAct = typeof AGENT_ACTS[number];

/** One thing that can be done with an agent, or the reason why not now. */
export type Control = {
  readonly act: AgentAct;
  /** null when it can be done. */
  readonly refusal: string | null;
};

/** What can be done with an agent as it is; nothing, once it is gone for good. */
export function controlsOf({ state, held }: Agent): readonly Control[] {
  const { why } = AGENT_TEXT;
  const control = (act: AgentAct, refusal: string | null = null) => ({
    act,
    refusal,
  });
  const hold = held ? "resume" : "pause";
  switch (state.status) {
    case "terminated":
      return [];
    case "failed":
      return [control("restart"), control("dismiss")];
    case "terminating":
      return [
        control("interrupt", why.ending),
        control(hold, why.ending),
        control("restart", why.ending),
        control("terminate", why.ending),
      ];
    case "busy":
      return [
        control("interrupt"),
        control(hold),
        control("restart"),
        control("terminate"),
      ];
    case "starting":
      return [
        control("interrupt", why.idle),
        control(hold),
        control("restart", why.starting),
        control("terminate"),
      ];
    case "idle":
    case "error":
      return [
        control("interrupt", why.idle),
        control(hold),
        control("restart"),
        control("terminate"),
      ];
  }
}

/** How the API is asked for an act. */
export const ACT_CALLS = {
  interrupt: { method: "POST", path: "/interrupt" },
  pause: { method: "POST", path: "/pause" },
  resume: { method: "POST", path: "/resume" },
  restart: { method: "POST", path: "/restart" },
  terminate: { method: "DELETE", path: "" },
  dismiss: { method: "DELETE", path: "" },
} as const satisfies Record<AgentAct, object>;

/** Acts that ask before they are done. */
export type AskedAct = "pause" | "restart" | "terminate";

/** Whether an act is done at once, or asks first. */
export function isAsked(act: AgentAct): act is AskedAct {
  return act === "pause" || act === "restart" || act === "terminate";
}
