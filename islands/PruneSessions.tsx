import { useState } from "preact/hooks";
import { Dialog } from "@/components/Dialog.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { Field } from "@/components/Field.tsx";
import {
  formatBytes,
  formatCount,
  formatExact,
  plural,
} from "@/components/format.ts";
import type { PrunableSession } from "@/domain/retention.ts";
import { callApi, type Problem } from "./live/api.ts";

const DAY_MS = 86_400_000;
/** How long ago a session was archived, in days. */
const AGES = [0, 7, 30, 90] as const;

/** What would go, as the server told it. */
type Offer = {
  readonly sessions: readonly PrunableSession[];
  readonly tasks: number;
  readonly transcript_entries: number;
  readonly bytes: number;
};

type Step =
  | { readonly kind: "closed"; readonly begun?: number }
  | { readonly kind: "asking" }
  | { readonly kind: "offered"; readonly offer: Offer }
  | { readonly kind: "removing"; readonly offer: Offer }
  | { readonly kind: "failed"; readonly problem: Problem };

/** Removes archived sessions for good, after saying in numbers what goes. */
export default function PruneSessions(
  { isAway }: { readonly isAway: boolean },
) {
  const [step, setStep] = useState<Step>({ kind: "closed" });
  const [days, setDays] = useState(0);
  const [isSure, setSure] = useState(false);

  const ask = async (age: number) => {
    setDays(age);
    setSure(false);
    setStep({ kind: "asking" });
    const archived_before = age === 0
      ? undefined
      : new Date(Date.now() - age * DAY_MS).toISOString();
    const answer = await callApi<Offer>("POST", "history/prune", {
      dry_run: true,
      archived_before,
    });
    setStep(
      answer.ok
        ? { kind: "offered", offer: answer.value }
        : { kind: "failed", problem: answer.problem },
    );
  };

  const remove = async (offer: Offer) => {
    setStep({ kind: "removing", offer });
    const answer = await callApi("POST", "history/prune", {
      dry_run: false,
      session_ids: offer.sessions.map(({ id }) => id),
    });
    setStep(
      answer.ok
        ? { kind: "closed", begun: offer.sessions.length }
        : { kind: "failed", problem: answer.problem },
    );
  };

  const close = () => setStep({ kind: "closed" });
  const offer = "offer" in step ? step.offer : undefined;
  const isEmpty = offer?.sessions.length === 0;
  return (
    <div class="actions">
      <button
        type="button"
        class="button"
        disabled={isAway}
        title={isAway ? "The history cannot be read now" : undefined}
        onClick={() => void ask(0)}
      >
        Prune archived sessions…
      </button>
      <p class="meta prune-status" role="status">
        {step.kind === "closed" && step.begun !== undefined &&
          `${
            plural(step.begun, "session")
          } and what belongs to them are being removed.`}
      </p>
      <Dialog
        id="prune-sessions"
        title="Prune archived sessions?"
        open={step.kind !== "closed"}
        onClose={() => step.kind !== "closed" && close()}
      >
        <Field id="prune-age" label="Archived">
          <select
            id="prune-age"
            value={String(days)}
            disabled={step.kind === "removing"}
            onChange={(event) => void ask(Number(event.currentTarget.value))}
          >
            {AGES.map((age) => (
              <option key={age} value={String(age)}>
                {age === 0 ? "at any time" : `more than ${age} days ago`}
              </option>
            ))}
          </select>
        </Field>
        <div class="prune-effect" aria-live="polite">
          {step.kind === "asking" && <p class="meta">Counting…</p>}
          {step.kind === "failed" && (
            <ErrorBox
              title={step.problem.message}
              requestId={step.problem.requestId}
            />
          )}
          {isEmpty && <p>No archived session is that old.</p>}
          {offer && !isEmpty && <Effect offer={offer} />}
        </div>
        {offer && !isEmpty && (
          <label class="prune-sure">
            <input
              type="checkbox"
              checked={isSure}
              disabled={step.kind === "removing"}
              onChange={(event) => setSure(event.currentTarget.checked)}
            />{" "}
            Remove them for good; this cannot be undone
          </label>
        )}
        <div class="form-actions">
          <button type="button" class="button" autofocus onClick={close}>
            Keep them
          </button>
          <button
            type="button"
            class="button danger"
            disabled={!offer || isEmpty || !isSure || step.kind === "removing"}
            onClick={() => offer && void remove(offer)}
          >
            {step.kind === "removing" ? "Removing…" : "Remove"}
          </button>
        </div>
      </Dialog>
    </div>
  );
}

/** What goes, in numbers and by name. */
function Effect({ offer }: { readonly offer: Offer }) {
  const { sessions, tasks, transcript_entries: entries, bytes } = offer;
  return (
    <>
      <p>
        {`${plural(sessions.length, "session")} with ${
          plural(tasks, "task")
        } and ${formatCount(entries)} transcript ${
          entries === 1 ? "entry" : "entries"
        } go: about ${formatBytes(bytes)}. What they cost stays in the sums.`}
      </p>
      <ul class="prune-list">
        {sessions.map((session) => (
          <li key={session.id}>
            {session.name}{" "}
            <span class="meta">
              archived {formatExact(session.archived_at)},{" "}
              {plural(session.tasks, "task")}, {formatBytes(session.bytes)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
