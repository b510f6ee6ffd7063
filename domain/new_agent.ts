import { z } from "zod";
import { AgentConfig } from "./agent.ts";
import { type AgentTemplate, TemplateId } from "./agent_template.ts";

const { role, model, permission_mode, allowed_tools, resource_limits } =
  AgentConfig.shape;

/**
 * What is asked for when an agent is created: a whole configuration, or a
 * template and what is to be different from it.
 */
export const NewAgent = AgentConfig.extend({
  template: TemplateId.optional(),
  role: role.optional(),
  model: model.removeDefault().optional(),
  permission_mode: permission_mode.removeDefault().optional(),
  allowed_tools: allowed_tools.removeDefault().optional(),
  resource_limits: resource_limits.removeDefault().optional(),
}).refine(
  (asked) => asked.role !== undefined || asked.template !== undefined,
  { path: ["role"], message: "takes manager or worker, or name a template" },
);
export type NewAgent = z.infer<typeof NewAgent>;

/**
 * The whole configuration: what the request leaves out is the template's,
 * and what the template leaves out is as usual. A field that is given replaces
 * the template's as a whole. Pure.
 *
 * @throws {z.ZodError} When neither names a role, which `NewAgent` rules out.
 */
export function configOf(
  asked: NewAgent,
  template: AgentTemplate | undefined,
): AgentConfig {
  const given = Object.entries(asked).filter(([, value]) =>
    value !== undefined
  );
  return AgentConfig.parse({
    ...template?.config,
    ...Object.fromEntries(given),
  });
}
