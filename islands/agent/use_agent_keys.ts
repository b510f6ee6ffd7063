import { useEffect, useRef } from "preact/hooks";
import type { AgentAct } from "@/components/agent/controls.ts";
import { keysOn } from "../palette/keys_switch.ts";
import { isTyping } from "../transcript/use_follow.ts";

/** What a key does on the page of an agent; `m` goes to the message. */
const ACTS: Readonly<Record<string, AgentAct>> = {
  r: "restart",
  s: "terminate",
};

/** The keys of an agent's page: message, restart, end. What they do asks first. */
export function useAgentKeys(press: (act: AgentAct) => void): void {
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.defaultPrevented || !keysOn.peek()) return;
      const act = ACTS[event.key];
      if (act) latest.current(act);
      else if (event.key === "m") {
        document.getElementById("message-text")?.focus();
      } else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
