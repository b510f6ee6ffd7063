import { useEffect, useRef, useState } from "preact/hooks";
import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Message } from "@/domain/message.ts";
import { CheckField } from "@/components/CheckField.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { describe, Field } from "@/components/Field.tsx";
import { textOf, useSubmit } from "../forms.ts";
import { callApi } from "../live/api.ts";
import { MESSAGES_TEXT } from "@/components/text/messages_text.ts";

type SendMessageFormProps = {
  readonly agent: Agent;
  /** As it is now: the message is there when its event came. */
  readonly fleet: Fleet;
  /** It is stored; the field is empty again. */
  readonly onSent?: () => void;
};

/** Tells an agent something; `Ctrl Enter` or `⌘ Enter` sends it. */
export function SendMessageForm(
  { agent, fleet, onSent }: SendMessageFormProps,
) {
  const form = useSubmit();
  const element = useRef<HTMLFormElement>(null);
  const [sentId, setSentId] = useState<string>();
  const isHere = sentId !== undefined && sentId in fleet.messages;
  useEffect(() => {
    if (!isHere) return;
    element.current?.reset();
    setSentId(undefined);
    form.done();
    onSent?.();
  }, [isHere]);

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const message = await form.submit(() =>
      callApi<Message>("POST", `agents/${agent.id}/messages`, {
        text: textOf(data, "text") ?? "",
        urgent: data.has("urgent"),
      })
    );
    setSentId(message?.id);
  };
  const other = form.otherProblem(["text"]);

  return (
    <form class="form" ref={element} onSubmit={onSubmit}>
      {other && <ErrorBox title={other.message} requestId={other.requestId} />}
      <Field
        id="message-text"
        label={MESSAGES_TEXT.messageTo(agent.name)}
        hint={MESSAGES_TEXT.itReadsItWithIts}
        error={form.errorOf("text")}
      >
        <textarea
          name="text"
          rows={2}
          required
          {...describe("message-text", {
            hint: true,
            error: form.errorOf("text"),
          })}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              element.current?.requestSubmit();
            }
          }}
        />
      </Field>
      <div class="form-actions">
        <CheckField
          id="message-urgent"
          name="urgent"
          label={MESSAGES_TEXT.urgentInterruptsWhatItDoes}
        />
        <button type="submit" class="button" disabled={form.busy}>
          {form.busy ? MESSAGES_TEXT.sending : MESSAGES_TEXT.send}
        </button>
      </div>
    </form>
  );
}
