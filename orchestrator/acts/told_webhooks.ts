import type { PersonAct, TellAct } from "@/domain/person_act.ts";
import type { WebhookChange } from "@/domain/webhook.ts";
import type { WebhookService } from "@/domain/webhook_port.ts";
import { cameOf, toldAct } from "./told_act.ts";

/** The same webhooks; what a person does about them is told in the log. */
export function toldWebhooks(
  webhooks: WebhookService,
  tell: TellAct,
): WebhookService {
  const target = (id: string | null) => ({ type: "webhook", id });
  const nameOf = (id: string): PersonAct["detail"] => {
    const name = webhooks.find(id)?.name;
    return name === undefined ? {} : { name };
  };
  return {
    list: () => webhooks.list(),
    find: (id) => webhooks.find(id),
    create: (wanted) =>
      toldAct(
        tell,
        {
          act: "webhook.created",
          target: target(null),
          detail: shownOf(wanted),
        },
        () => webhooks.create(wanted),
        (answer) => cameOf(answer, ({ id }) => ({ target: target(id) })),
      ),
    change: (id, change) =>
      toldAct(
        tell,
        {
          act: "webhook.changed",
          target: target(id),
          detail: { ...nameOf(id), ...shownOf(change) },
        },
        () => webhooks.change(id, change),
        (answer) => cameOf(answer),
      ),
    remove: (id) =>
      toldAct(
        tell,
        { act: "webhook.removed", target: target(id) },
        () => webhooks.remove(id),
        (answer) => cameOf(answer, ({ name }) => ({ detail: { name } })),
      ),
    test: (id) =>
      toldAct(
        tell,
        { act: "webhook.tested", target: target(id), detail: nameOf(id) },
        () => webhooks.test(id),
        (answer) =>
          cameOf(answer, ({ status, error }) => ({
            outcome: error === null ? "succeeded" : "failed",
            detail: { status },
          })),
      ),
  };
}

/** What an entry shows: of an address the host alone, since the rest may be a secret. */
function shownOf(
  { name, url, types, active }: WebhookChange,
): PersonAct["detail"] {
  return {
    ...(name !== undefined && { name }),
    ...(url !== undefined && { host: URL.parse(url)?.host ?? null }),
    ...(types && { types: [...types] }),
    ...(active !== undefined && { active }),
  };
}
