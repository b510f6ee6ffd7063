import { useState } from "preact/hooks";
import type { ShownWebhook, Webhook } from "@/domain/webhook.ts";
import { CheckField } from "@/components/CheckField.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { describe, Field } from "@/components/Field.tsx";
import {
  type EventKind,
  patternsOf,
} from "@/components/settings/event_kinds.ts";
import { WEBHOOKS_TEXT as TEXT } from "@/components/text/webhooks_text.ts";
import { textOf, useSubmit } from "../forms.ts";
import { callApi } from "../live/api.ts";

type WebhookFormProps = {
  readonly kinds: readonly EventKind[];
  /** The webhook that is changed; none: one is made. */
  readonly from: ShownWebhook | undefined;
  /** With the secret, where it is new. */
  readonly onSaved: (webhook: Webhook | ShownWebhook) => void;
  readonly onClose: () => void;
};

/** Where a webhook goes and what it is told. */
export function WebhookForm(
  { kinds, from, onSaved, onClose }: WebhookFormProps,
) {
  const form = useSubmit();
  const [isEmpty, setEmpty] = useState(false);
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const types = patternsOf(data.getAll("types").map(String));
    setEmpty(types.length === 0);
    if (types.length === 0) return;
    const body = {
      name: textOf(data, "name") ?? "",
      url: textOf(data, "url") ?? "",
      types,
    };
    const saved = await form.submit(() =>
      from
        ? callApi<ShownWebhook>("PATCH", `webhooks/${from.id}`, body)
        : callApi<Webhook>("POST", "webhooks", body)
    );
    if (saved) onSaved(saved);
  };
  const isTicked = (pattern: string) => from?.types.includes(pattern) ?? false;
  const other = form.otherProblem(["name", "url"]);
  const text = (name: "name" | "url") => ({
    name,
    required: true,
    defaultValue: from?.[name] ?? "",
    autoComplete: "off",
  });

  return (
    <form class="form" onSubmit={onSubmit}>
      {other && <ErrorBox title={other.message} requestId={other.requestId} />}
      <Field
        id="webhook-name"
        label={TEXT.name}
        error={form.errorOf("name")}
      >
        <input
          maxLength={60}
          {...text("name")}
          {...describe("webhook-name", { error: form.errorOf("name") })}
        />
      </Field>
      <Field
        id="webhook-url"
        label={TEXT.url}
        hint={TEXT.urlHint}
        error={form.errorOf("url")}
      >
        <input
          type="url"
          maxLength={2_000}
          {...text("url")}
          {...describe("webhook-url", {
            hint: true,
            error: form.errorOf("url"),
          })}
        />
      </Field>
      <fieldset
        class="field event-kinds"
        aria-describedby="webhook-types-hint"
        data-invalid={isEmpty}
      >
        <legend>{TEXT.types}</legend>
        <p class="meta" id="webhook-types-hint">{TEXT.typesHint}</p>
        {isEmpty && <p class="field-error" role="alert">{TEXT.noType}</p>}
        <CheckField
          id="type-all"
          name="types"
          label={TEXT.all}
          value="*"
          checked={isTicked("*")}
        />
        {kinds.map(({ kind, types }) => (
          <div class="event-kind" key={kind}>
            <CheckField
              id={`type-${kind}`}
              name="types"
              label={TEXT.allOf(kind)}
              value={`${kind}.*`}
              checked={isTicked(`${kind}.*`)}
            />
            <details class="form-more" open={types.some(isTicked)}>
              <summary>{TEXT.single(kind)}</summary>
              <div class="checks">
                {types.map((type) => (
                  <CheckField
                    key={type}
                    id={`type-${type}`}
                    name="types"
                    label={type}
                    value={type}
                    checked={isTicked(type)}
                  />
                ))}
              </div>
            </details>
          </div>
        ))}
      </fieldset>
      <div class="form-actions">
        <button type="button" class="button" onClick={onClose}>
          {TEXT.cancel}
        </button>
        <button type="submit" class="button primary" disabled={form.busy}>
          {from
            ? form.busy ? TEXT.saving : TEXT.save
            : form.busy
            ? TEXT.adding
            : TEXT.add}
        </button>
      </div>
    </form>
  );
}
