import { useState } from "preact/hooks";
import type { Delivery, ShownWebhook } from "@/domain/webhook.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { formatDuration } from "@/components/format.ts";
import { Moment } from "@/components/Moment.tsx";
import { DeliveryTable } from "@/components/settings/DeliveryTable.tsx";
import { webhookStatus } from "@/components/settings/webhook_status.ts";
import { StatusChip } from "@/components/StatusChip.tsx";
import { WEBHOOKS_TEXT as TEXT } from "@/components/text/webhooks_text.ts";
import { callApi, type Problem } from "../live/api.ts";
import { toast } from "../toast/toasts.ts";

type WebhookCardProps = {
  readonly webhook: ShownWebhook;
  /** It is not as it was: the list is to be read again. */
  readonly onChanged: () => Promise<void>;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
};

/** One webhook: where it goes, how it does, and what can be done with it. */
export function WebhookCard(
  { webhook, onChanged, onEdit, onRemove }: WebhookCardProps,
) {
  const { id, name, url, types, state, retry_at, missed, deliveries } = webhook;
  const [pending, setPending] = useState<"test" | "switch">();
  const [tested, setTested] = useState<string>();
  const [problem, setProblem] = useState<Problem>();

  const test = async () => {
    setPending("test");
    setProblem(undefined);
    const answer = await callApi<Delivery>("POST", `webhooks/${id}/test`);
    if (answer.ok) {
      const { status, error, duration_ms } = answer.value;
      setTested(
        error === null && status !== null
          ? TEXT.tested(status, formatDuration(duration_ms))
          : TEXT.testFailed(error ?? TEXT.noAnswer),
      );
    } else setProblem(answer.problem);
    await onChanged();
    setPending(undefined);
  };
  const put = async (active: boolean) => {
    setPending("switch");
    setProblem(undefined);
    const answer = await callApi("PATCH", `webhooks/${id}`, { active });
    if (!answer.ok) setProblem(answer.problem);
    await onChanged();
    setPending(undefined);
    return answer.ok;
  };
  const isActive = state === "active";
  const change = async () => {
    if (!await put(!isActive)) return;
    toast(isActive ? TEXT.paused(name) : TEXT.resumed(name), {
      label: TEXT.undo,
      run: () => void put(isActive),
    });
  };

  return (
    <li class="card webhook">
      <div class="section-head">
        <h3>{name}</h3>
        <StatusChip status={webhookStatus(webhook)} />
        <div class="actions">
          <button
            type="button"
            class="button"
            disabled={pending !== undefined}
            onClick={test}
          >
            {pending === "test" ? TEXT.testing : TEXT.test}
          </button>
          <button
            type="button"
            class="button"
            disabled={pending !== undefined}
            onClick={change}
          >
            {pending === "switch"
              ? TEXT.changing
              : isActive
              ? TEXT.pause
              : TEXT.resume}
          </button>
          <button type="button" class="button" onClick={onEdit}>
            {TEXT.edit}
          </button>
          <button type="button" class="button danger" onClick={onRemove}>
            {TEXT.remove}
          </button>
        </div>
      </div>
      <p class="path">
        <code>{url}</code>
      </p>
      <ul class="tags" aria-label={TEXT.types}>
        {types.map((type) => <li class="tag mono" key={type}>{type}</li>)}
      </ul>
      {retry_at && isActive && (
        <p class="meta">
          {TEXT.retry} <Moment at={retry_at} />
        </p>
      )}
      {missed > 0 && <p class="meta">{TEXT.missed(missed)}</p>}
      <p role="status" class="webhook-tested">{tested}</p>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      <details class="fold" open={deliveries.some(({ error }) => error)}>
        <summary>{TEXT.deliveries} ({deliveries.length})</summary>
        <DeliveryTable
          caption={`${TEXT.deliveries}: ${name}`}
          deliveries={deliveries}
        />
      </details>
    </li>
  );
}
