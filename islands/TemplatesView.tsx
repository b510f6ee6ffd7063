import { useState } from "preact/hooks";
import type { AgentTemplate } from "@/domain/agent_template.ts";
import { overlaid } from "@/domain/template_list.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { Icon } from "@/components/Icon.tsx";
import { TemplateCard } from "@/components/TemplateCard.tsx";
import { type Rendered, useLive } from "./live/use_live.ts";
import { TemplateActions } from "./templates/TemplateActions.tsx";
import { TemplateForm } from "./templates/TemplateForm.tsx";
import { TEMPLATES_TEXT } from "@/components/text/templates_text.ts";

type TemplatesViewProps = {
  /** With the templates that a person made or changed, as a whole. */
  readonly rendered: Rendered;
  /** Those that come with the program, as they come. */
  readonly ready: readonly AgentTemplate[];
};

/** The kinds of agents that there are, and how they are changed. */
export default function TemplatesView({ rendered, ready }: TemplatesViewProps) {
  const { fleet } = useLive(rendered);
  const [edited, setEdited] = useState<AgentTemplate | "new">();
  const close = () => setEdited(undefined);
  const templates = overlaid(ready, fleet.templates);

  return (
    <>
      <div class="section-head">
        <p class="meta">{TEMPLATES_TEXT.aTemplateFillsInThe}</p>
        <button
          type="button"
          class="button primary"
          onClick={() => setEdited("new")}
        >
          <Icon name="plus" /> {TEMPLATES_TEXT.newTemplate}
        </button>
      </div>
      <ul class="templates">
        {templates.map((template) => (
          <TemplateCard
            key={template.id}
            template={template}
            isChanged={template.built_in && template.id in fleet.templates}
          >
            <TemplateActions
              template={template}
              isChanged={template.built_in && template.id in fleet.templates}
              onEdit={() => setEdited(template)}
            />
          </TemplateCard>
        ))}
      </ul>
      <Dialog
        id="edit-template"
        title={edited === "new" || !edited
          ? TEMPLATES_TEXT.newTemplate
          : edited.name}
        open={edited !== undefined}
        onClose={close}
      >
        <TemplateForm
          template={edited === "new" ? undefined : edited}
          onClose={close}
        />
      </Dialog>
    </>
  );
}
