import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { Field } from "@/components/Field.tsx";
import { MESSAGES_TEXT as TEXT } from "@/components/text/messages_text.ts";
import { SendMessageForm } from "./SendMessageForm.tsx";
import { toast } from "../toast/toasts.ts";

type WriteDialogProps = {
  readonly fleet: Fleet;
  /** Agents that can be written to. */
  readonly agents: readonly Agent[];
  /** Who is written to; `undefined`: the dialog is closed. */
  readonly to: string | undefined;
  readonly onTo: (id: string | undefined) => void;
};

/** A message to any agent. */
export function WriteDialog({ fleet, agents, to, onTo }: WriteDialogProps) {
  const chosen = agents.find(({ id }) => id === to) ?? agents[0];
  return (
    <Dialog
      id="write-message"
      title={TEXT.newMessage}
      open={to !== undefined}
      onClose={() => onTo(undefined)}
    >
      {chosen
        ? (
          <div class="form">
            <Field id="message-to" label={TEXT.receiver}>
              <select
                id="message-to"
                value={chosen.id}
                onChange={(event) => onTo(event.currentTarget.value)}
              >
                {agents.map(({ id, name, role }) => (
                  <option key={id} value={id}>{name}, {role}</option>
                ))}
              </select>
            </Field>
            <SendMessageForm
              agent={chosen}
              fleet={fleet}
              onSent={() => {
                onTo(undefined);
                toast(TEXT.sent(chosen.name));
              }}
            />
          </div>
        )
        : <p>{TEXT.noReceiver}</p>}
    </Dialog>
  );
}
