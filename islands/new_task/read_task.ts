import { numberOf, textOf } from "../forms.ts";

/** Who a task is for: an agent's id, or any `worker` or `manager`. */
export const ANYBODY = ["worker", "manager"] as const;

/** The one agent that is meant; `undefined` for anybody. */
export function agentOf(who: string): string | undefined {
  return (ANYBODY as readonly string[]).includes(who) ? undefined : who;
}

/** What the form holds, as the API takes it; what is empty is left out. */
export function readTask(data: FormData, who: string) {
  const requires = textOf(data, "requires")?.toLowerCase().split(/[\s,;]+/)
    .filter(Boolean);
  const dependsOn = data.getAll("depends_on").map(String);
  const isHandoff = who === "manager" || data.has("handoff");
  const usd = numberOf(data, "budget_usd");
  const tokens = numberOf(data, "budget_tokens");
  return {
    description: textOf(data, "description") ?? "",
    priority: Number(data.get("priority")),
    ...(isHandoff ? { mode: "handoff" } : {}),
    ...(requires ? { requires } : {}),
    ...(dependsOn.length > 0 ? { depends_on: dependsOn } : {}),
    ...(usd || tokens
      ? { budget: { ...(usd && { usd }), ...(tokens && { tokens }) } }
      : {}),
    ...(data.has("ignore_limits") ? { ignore_limits: true } : {}),
    agent_id: agentOf(who),
    session_id: textOf(data, "session_id"),
  };
}
