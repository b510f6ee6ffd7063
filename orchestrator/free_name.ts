import type { AgentConfig } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { READY_TEMPLATES } from "@/domain/ready_templates.ts";
import { overlaid } from "@/domain/template_list.ts";

/** `Worker 3` or, by its template, `Reviewer 1`: the first number that nobody in sight has. */
export function freeName(
  fleet: Pick<Fleet, "agents" | "templates">,
  config: Pick<AgentConfig, "role" | "template">,
): string {
  const taken = new Set(Object.values(fleet.agents).map(({ name }) => name));
  const template = overlaid(READY_TEMPLATES, fleet.templates)
    .find(({ id }) => id === config.template);
  const word = template?.name ??
    (config.role === "manager" ? "Manager" : "Worker");
  let number = 1;
  while (taken.has(`${word} ${number}`)) number++;
  return `${word} ${number}`;
}
