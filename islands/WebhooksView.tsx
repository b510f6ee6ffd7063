import { useEffect, useState } from "preact/hooks";
import type { ShownWebhook } from "@/domain/webhook.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { formatCount } from "@/components/format.ts";
import { Icon } from "@/components/Icon.tsx";
import type { EventKind } from "@/components/settings/event_kinds.ts";
import { WEBHOOKS_TEXT as TEXT } from "@/components/text/webhooks_text.ts";
import { callApi, type Problem } from "./live/api.ts";
import { SecretOnce } from "./settings/SecretOnce.tsx";
import { WebhookCard } from "./settings/WebhookCard.tsx";
import { WebhookForm } from "./settings/WebhookForm.tsx";
import { toast } from "./toast/toasts.ts";

/** Deliveries are looked at again while the page is in sight. */
const LOOK_EVERY_MS = 5_000;

type WebhooksViewProps = {
  readonly webhooks: readonly ShownWebhook[];
  readonly kinds: readonly EventKind[];
  /** Whether there is anywhere that they may be sent to. */
  readonly canCreate: boolean;
};

type Open =
  | { readonly kind: "form"; readonly of?: ShownWebhook }
  | { readonly kind: "secret"; readonly secret: string }
  | { readonly kind: "remove"; readonly of: ShownWebhook };

/** All webhooks, and everything that can be done with them. */
export default function WebhooksView(
  { webhooks: rendered, kinds, canCreate }: WebhooksViewProps,
) {
  const [webhooks, setWebhooks] = useState(rendered);
  const [open, setOpen] = useState<Open>();
  const [problem, setProblem] = useState<Problem>();
  // A dialog that another one follows tells of its end when that one is open.
  const closing = (kind: Open["kind"]) => () =>
    setOpen((now) => now?.kind === kind ? undefined : now);

  const look = async () => {
    const answer = await callApi<{ items: readonly ShownWebhook[] }>(
      "GET",
      "webhooks",
    );
    if (answer.ok) setWebhooks(answer.value.items);
    setProblem(answer.ok ? undefined : answer.problem);
  };
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void look();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const remove = async ({ id, name }: ShownWebhook) => {
    setOpen(undefined);
    const answer = await callApi("DELETE", `webhooks/${id}`);
    if (answer.ok) toast(TEXT.removed(name));
    else setProblem(answer.problem);
    await look();
  };
  const create = (
    <button
      type="button"
      class="button primary"
      disabled={!canCreate}
      title={canCreate ? undefined : TEXT.noHosts}
      onClick={() => setOpen({ kind: "form" })}
    >
      <Icon name="plus" /> {TEXT.create}
    </button>
  );
  const changed = open?.kind === "form" ? open.of : undefined;

  return (
    <section aria-labelledby="webhooks-title">
      <div class="section-head">
        <h2 id="webhooks-title">
          {TEXT.list}{" "}
          <span class="count num">{formatCount(webhooks.length)}</span>
        </h2>
        {webhooks.length > 0 && create}
      </div>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      {webhooks.length === 0
        ? (
          <EmptyState title={TEXT.emptyTitle} text={TEXT.emptyText}>
            {create}
          </EmptyState>
        )
        : (
          <ul class="stack">
            {webhooks.map((webhook) => (
              <WebhookCard
                key={webhook.id}
                webhook={webhook}
                onChanged={look}
                onEdit={() => setOpen({ kind: "form", of: webhook })}
                onRemove={() => setOpen({ kind: "remove", of: webhook })}
              />
            ))}
          </ul>
        )}
      <Dialog
        id="webhook-form"
        title={changed ? TEXT.editTitle(changed.name) : TEXT.create}
        open={open?.kind === "form"}
        onClose={closing("form")}
      >
        <WebhookForm
          kinds={kinds}
          from={changed}
          onClose={closing("form")}
          onSaved={(saved) => {
            setOpen(
              "secret" in saved
                ? { kind: "secret", secret: saved.secret }
                : undefined,
            );
            void look();
          }}
        />
      </Dialog>
      <Dialog
        id="webhook-secret"
        title={TEXT.secretTitle}
        open={open?.kind === "secret"}
        onClose={closing("secret")}
      >
        {open?.kind === "secret" && (
          <SecretOnce secret={open.secret} onClose={closing("secret")} />
        )}
      </Dialog>
      <Dialog
        id="webhook-remove"
        title={open?.kind === "remove" ? TEXT.removeTitle(open.of.name) : ""}
        open={open?.kind === "remove"}
        onClose={closing("remove")}
      >
        <p>{TEXT.removeText}</p>
        <div class="form-actions">
          <button
            type="button"
            class="button"
            autofocus
            onClick={closing("remove")}
          >
            {TEXT.keep}
          </button>
          <button
            type="button"
            class="button danger"
            onClick={() => open?.kind === "remove" && remove(open.of)}
          >
            {TEXT.remove}
          </button>
        </div>
      </Dialog>
    </section>
  );
}
