import { z } from "zod";
import { Actor } from "../actor.ts";
import { AgentTemplate, TemplateId } from "../agent_template.ts";
import { Session } from "../session.ts";
import { envelope, sessionEvent } from "./envelopes.ts";

/** Pieces of work, and the templates of agents. */
export const SESSION_EVENTS = [
  sessionEvent.extend({
    type: z.literal("session.created"),
    data: z.object({ session: Session, by: Actor.optional() }),
  }),
  sessionEvent.extend({
    type: z.literal("session.renamed"),
    data: z.object({ name: z.string(), by: Actor.optional() }),
  }),
  sessionEvent.extend({
    type: z.literal("session.archived"),
    data: z.object({ by: Actor.optional() }),
  }),
  sessionEvent.extend({
    type: z.literal("session.restored"),
    /** As it was archived: the fleet may not have it in memory any more. */
    data: z.object({ session: Session, by: Actor.optional() }),
  }),
  /** Made, changed, or put back as it came. */
  envelope.extend({
    type: z.literal("template.saved"),
    template_id: TemplateId,
    data: z.object({ template: AgentTemplate, by: Actor }),
  }),
  envelope.extend({
    type: z.literal("template.removed"),
    template_id: TemplateId,
    data: z.object({ by: Actor }),
  }),
] as const;
