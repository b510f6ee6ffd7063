import type { AgentTemplate } from "@/domain/agent_template.ts";
import { describe, Field } from "@/components/Field.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { configPaths, readSharedConfig } from "../agent_config/config_form.ts";
import ConfigFields from "../agent_config/ConfigFields.tsx";
import { textOf, useSubmit } from "../forms.ts";
import { callApi } from "../live/api.ts";
import { TEMPLATES_TEXT } from "@/components/text/templates_text.ts";

const PATHS = ["name", "summary", ...configPaths("config.")];

type TemplateFormProps = {
  /** The one to change; without it, a new one. */
  readonly template: AgentTemplate | undefined;
  readonly onClose: () => void;
};

/** Makes a template, or changes one. */
export function TemplateForm({ template, onClose }: TemplateFormProps) {
  const form = useSubmit();
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const body = {
      name: textOf(data, "name") ?? "",
      summary: textOf(data, "summary") ?? "",
      config: readSharedConfig(data),
    };
    const saved = await form.submit(() =>
      template
        ? callApi("PUT", `templates/${template.id}`, body)
        : callApi("POST", "templates", body)
    );
    if (saved) onClose();
  };
  const other = form.otherProblem(PATHS);

  return (
    <form class="form" onSubmit={onSubmit}>
      {other && <ErrorBox title={other.message} requestId={other.requestId} />}
      <Field
        id="template-name"
        label={TEMPLATES_TEXT.name}
        error={form.errorOf("name")}
      >
        <input
          name="name"
          required
          maxLength={60}
          autoComplete="off"
          defaultValue={template?.name}
          {...describe("template-name", { error: form.errorOf("name") })}
        />
      </Field>
      <Field
        id="template-summary"
        label={TEMPLATES_TEXT.summary}
        hint={TEMPLATES_TEXT.oneSentenceWhatAnAgent}
        error={form.errorOf("summary")}
      >
        <input
          name="summary"
          required
          maxLength={200}
          autoComplete="off"
          defaultValue={template?.summary}
          {...describe("template-summary", {
            hint: true,
            error: form.errorOf("summary"),
          })}
        />
      </Field>
      <ConfigFields
        config={template?.config}
        prefix="config."
        errorOf={form.errorOf}
      />
      <div class="form-actions">
        <button type="button" class="button" onClick={onClose}>
          {TEMPLATES_TEXT.cancel}
        </button>
        <button type="submit" class="button primary" disabled={form.busy}>
          {form.busy ? TEMPLATES_TEXT.saving : TEMPLATES_TEXT.saveTemplate}
        </button>
      </div>
    </form>
  );
}
