import { z } from "zod";
import { AgentConfig } from "./agent.ts";
import { Instant } from "./ids.ts";
import { oneLine } from "./one_line.ts";

/** A template's own id, fit for addresses: `code-reviewer`. */
export const TemplateId = z.string().regex(
  /^[a-z0-9][a-z0-9-]{0,39}$/,
  "takes at most 40 lower-case letters, digits or dashes",
);

/** What a person may change about a template. */
export const NewTemplate = z.strictObject({
  name: oneLine(60),
  /** One sentence: what an agent of this kind is for. */
  summary: oneLine(200),
  /** Everything but the agent's own name, folder and session. */
  config: AgentConfig.omit({
    name: true,
    working_directory: true,
    session_id: true,
    template: true,
  }),
});
export type NewTemplate = z.infer<typeof NewTemplate>;

/** A ready-made kind of agent. */
export const AgentTemplate = NewTemplate.extend({
  id: TemplateId,
  /** Comes with the program; can be changed, and put back as it came. */
  built_in: z.boolean(),
  updated_at: Instant,
  updated_seq: z.int(),
});
export type AgentTemplate = z.infer<typeof AgentTemplate>;
