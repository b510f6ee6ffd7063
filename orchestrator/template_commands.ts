import { isDeepStrictEqual } from "node:util";
import { type AgentTemplate, NewTemplate } from "@/domain/agent_template.ts";
import type { Outcome, RefusalCode } from "@/domain/platform.ts";
import { READY_TEMPLATES } from "@/domain/ready_templates.ts";
import { overlaid } from "@/domain/template_list.ts";
import type { EventWriter } from "./event_writer.ts";
import type { Sources } from "./ports.ts";

/** Templates that a person may have of their own. */
export const MAX_TEMPLATES = 100;
const PERSON = { kind: "person" } as const;

type TemplateCommandDeps = {
  readonly writer: Pick<
    EventWriter,
    "head" | "committed" | "append" | "drained"
  >;
  readonly sources: Pick<Sources, "now">;
};

/** What may be asked about templates; see `domain/platform.ts` for the promises. */
export function templateCommands({ writer, sources }: TemplateCommandDeps) {
  const all = () => overlaid(READY_TEMPLATES, writer.head.templates);
  const find = (id: string) => all().find((template) => template.id === id);

  async function createTemplate(
    template: NewTemplate,
    id = freeId(template.name, all()),
  ): Promise<Outcome<AgentTemplate>> {
    const twin = find(id);
    if (twin && isDeepStrictEqual(contentOf(twin), template)) {
      return await settled(id, twin);
    }
    if (twin) {
      return refused(
        "template_id_taken",
        `Cannot create template "${id}": another template has that id`,
      );
    }
    const own = all().length - READY_TEMPLATES.length;
    if (own >= MAX_TEMPLATES) {
      return refused(
        "template_limit_reached",
        `Cannot create template "${id}": there are ${own} of ${MAX_TEMPLATES}`,
      );
    }
    return await save({ ...template, id, built_in: false });
  }

  async function changeTemplate(
    id: string,
    template: NewTemplate,
  ): Promise<Outcome<AgentTemplate>> {
    const before = find(id);
    if (!before) return notFound("change", id);
    if (isDeepStrictEqual(contentOf(before), template)) {
      return await settled(id, before);
    }
    return await save({ ...template, id, built_in: before.built_in });
  }

  async function removeTemplate(id: string): Promise<Outcome<AgentTemplate>> {
    const before = find(id);
    if (!before) return notFound("remove", id);
    if (Object.hasOwn(writer.head.templates, id)) {
      await writer.append([{
        type: "template.removed",
        template_id: id,
        data: { by: PERSON },
      }]);
    }
    return await settled(id, before);
  }

  async function save(
    wanted: Omit<AgentTemplate, "updated_at" | "updated_seq">,
  ): Promise<Outcome<AgentTemplate>> {
    const template = {
      ...wanted,
      updated_at: sources.now(),
      updated_seq: writer.head.seq + 1,
    };
    await writer.append([{
      type: "template.saved",
      template_id: wanted.id,
      data: { template, by: PERSON },
    }]);
    return await settled(wanted.id, template);
  }

  /** What is answered must be durable, also when another call brought it about. */
  async function settled(
    id: string,
    otherwise: AgentTemplate,
  ): Promise<Outcome<AgentTemplate>> {
    await writer.drained();
    const value = overlaid(READY_TEMPLATES, writer.committed.templates)
      .find((template) => template.id === id) ?? otherwise;
    return { ok: true, value };
  }

  return { createTemplate, changeTemplate, removeTemplate };
}

/** What a person may change about the template, as it is. */
function contentOf(template: AgentTemplate): NewTemplate {
  const { name, summary, config } = template;
  return NewTemplate.parse({ name, summary, config });
}

/** `code-reviewer`, or `code-reviewer-2` when that is taken. */
function freeId(name: string, taken: readonly AgentTemplate[]): string {
  const words = name.toLowerCase().normalize("NFKD")
    .replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  const stem = words.slice(0, 36).replace(/-+$/, "") || "template";
  const ids = new Set(taken.map(({ id }) => id));
  let id = stem;
  for (let number = 2; ids.has(id); number++) id = `${stem}-${number}`;
  return id;
}

function refused(code: RefusalCode, message: string) {
  return { ok: false, refusal: { code, message } } as const;
}

function notFound(act: string, id: string) {
  return refused(
    "template_not_found",
    `Cannot ${act} template "${id}": there is no such template`,
  );
}
