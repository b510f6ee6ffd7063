import type { AgentConfig } from "@/domain/agent.ts";
import { configOf, type NewAgent } from "@/domain/new_agent.ts";
import type { Outcome, Queries } from "@/domain/platform.ts";
import { READY_TEMPLATES } from "@/domain/ready_templates.ts";
import { overlaid } from "@/domain/template_list.ts";

/** The whole configuration of an agent that is asked for, with its template's. */
export function requestedConfig(
  platform: Pick<Queries, "fleet">,
  asked: NewAgent,
): Outcome<AgentConfig> {
  const { template: id } = asked;
  if (id === undefined) return { ok: true, value: configOf(asked, undefined) };
  const template = overlaid(READY_TEMPLATES, platform.fleet().templates)
    .find((each) => each.id === id);
  if (template) return { ok: true, value: configOf(asked, template) };
  return {
    ok: false,
    refusal: {
      code: "template_not_found",
      message: `Cannot create an agent by template "${id}": there is none`,
    },
  };
}
