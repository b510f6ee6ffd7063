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
import { HISTORY_TEXT } from "@/components/text/history_text.ts";

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
        title={isAway ? HISTORY_TEXT.theHistoryCannotBeRead : undefined}
        onClick={() => void ask(0)}
      >
        {HISTORY_TEXT.pruneArchivedSessions}
      </button>
      <p class="meta prune-status" role="status">
        {step.kind === "closed" && step.begun !== undefined &&
          HISTORY_TEXT.andWhatBelongsToThem(plural(step.begun, "session"))}
      </p>
      <Dialog
        id="prune-sessions"
        title={HISTORY_TEXT.pruneArchivedSessions2}
        open={step.kind !== "closed"}
        onClose={() => step.kind !== "closed" && close()}
      >
        <Field id="prune-age" label={HISTORY_TEXT.archived}>
          <select
            id="prune-age"
            value={String(days)}
            disabled={step.kind === "removing"}
            onChange={(event) => void ask(Number(event.currentTarget.value))}
          >
            {AGES.map((age) => (
              <option key={age} value={String(age)}>
                {age === 0
                  ? HISTORY_TEXT.atAnyTime
                  : HISTORY_TEXT.moreThanDaysAgo(age)}
              </option>
            ))}
          </select>
        </Field>
        <div class="prune-effect" aria-live="polite">
          {step.kind === "asking" && <p class="meta">{HISTORY_TEXT.counting}
          </p>}
          {step.kind === "failed" && (
            <ErrorBox
              title={step.problem.message}
              requestId={step.problem.requestId}
            />
          )}
          {isEmpty && <p>{HISTORY_TEXT.noArchivedSessionIsThat}</p>}
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
            {HISTORY_TEXT.removeThemForGoodThis}
          </label>
        )}
        <div class="form-actions">
          <button type="button" class="button" autofocus onClick={close}>
            {HISTORY_TEXT.keepThem}
          </button>
          <button
            type="button"
            class="button danger"
            disabled={!offer || isEmpty || !isSure || step.kind === "removing"}
            onClick={() => offer && void remove(offer)}
          >
            {step.kind === "removing"
              ? HISTORY_TEXT.removing
              : HISTORY_TEXT.remove}
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
        {HISTORY_TEXT.withAndTranscriptGoAbout(
          plural(sessions.length, "session"),
          plural(tasks, "task"),
          formatCount(entries),
          entries === 1 ? "entry" : "entries",
          formatBytes(bytes),
        )}
      </p>
      <ul class="prune-list">
        {sessions.map((session) => (
          <li key={session.id}>
            {session.name}{" "}
            <span class="meta">
              {HISTORY_TEXT.archived2(
                formatExact(session.archived_at),
                plural(session.tasks, "task"),
                formatBytes(session.bytes),
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
