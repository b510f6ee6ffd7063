import { useEffect, useRef, useState } from "preact/hooks";
import type { Approval } from "@/domain/approval.ts";
import { pendingByAge } from "@/domain/approval_order.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { formatCount } from "@/components/format.ts";
import { DecidedList } from "@/components/inbox/DecidedList.tsx";
import { decidedLately } from "@/components/inbox/decided_order.ts";
import { ApprovalCard } from "./inbox/ApprovalCard.tsx";
import { useDepartures } from "./inbox/use_departures.ts";
import { type Inputs, useInputs } from "./inbox/use_inputs.ts";
import { useMoved } from "./inbox/use_moved.ts";
import { useNamedTasks } from "./live/use_named_tasks.ts";
import { type Rendered, useLive } from "./live/use_live.ts";
import { RuleForm } from "./inbox/RuleForm.tsx";
import { RuleList } from "./inbox/RuleList.tsx";
import { INBOX_TEXT } from "@/components/text/inbox_text.ts";

/** Decided ones on the first page; older ones have pages of their own. */
const SHOWN_DECIDED = 50;
/** So soon nobody has read the request that took the focus. */
const DOUBLE_PRESS_MS = 300;

type InboxViewProps = {
  readonly rendered: Rendered;
  /** Inputs that are longer than their records hold. */
  readonly inputs: Inputs;
  /** One page of what is decided, the newest request first. */
  readonly decided: readonly Approval[];
  /** Where the page of older ones begins; null at the end. */
  readonly next: string | null;
  /** It is not the first page: nothing new belongs on it. */
  readonly isOlder: boolean;
};

/** Everything that waits for a person, what was decided, and the rules. */
export default function InboxView(
  { rendered, inputs, decided, next, isOlder }: InboxViewProps,
) {
  const { fleet, now } = useLive(rendered);
  const pending = pendingByAge(fleet.approvals);
  useNamedTasks([...pending, ...decided].map(({ task_id }) => task_id));
  const inputOf = useInputs(pending, inputs);
  const departures = useDepartures(pending, fleet);
  const moved = useMoved(pending.map(({ id }) => id));
  const [always, setAlways] = useState<Approval>();
  const list = useRef<HTMLDivElement>(null);
  const focused = useRef(-1);
  const tookOverMs = useRef(-Infinity);
  const close = () => setAlways(undefined);
  const from = always && inputOf(always);

  // Where a card was answered, the next one takes its place.
  useEffect(() => {
    if (focused.current < 0 || document.activeElement !== document.body) return;
    const cards = cardsIn(list.current);
    tookOverMs.current = performance.now();
    cards[Math.min(focused.current, cards.length - 1)]?.focus();
    focused.current = -1;
  }, [pending.length]);

  // The second half of a double press was meant for the card before.
  const onEveryKey = (event: KeyboardEvent) => {
    const sinceMs = performance.now() - tookOverMs.current;
    if (event.key === "a" && sinceMs < DOUBLE_PRESS_MS) event.stopPropagation();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { j: 1, k: -1 }[event.key];
    const at = event.target as HTMLElement;
    if (!step || !at.matches(".ask")) return;
    const cards = cardsIn(list.current);
    cards[cards.indexOf(at) + step]?.focus();
  };

  return (
    <>
      <section aria-labelledby="pending-title">
        <div class="section-head">
          <h2 id="pending-title">
            {INBOX_TEXT.waitingForYou2}{" "}
            <span class="count num">{formatCount(pending.length)}</span>
          </h2>
          {pending.length > 0 && (
            <p class="meta inbox-keys">
              {INBOX_TEXT.onTheFocusedOne} <kbd>a</kbd> {INBOX_TEXT.allowsOnce}
              {" "}
              <kbd>d</kbd> {INBOX_TEXT.denies} <kbd>j</kbd> <kbd>k</kbd>{" "}
              {INBOX_TEXT.goOnAndBack}
            </p>
          )}
        </div>
        <div role="status">
          {departures.lines.length > 0 && (
            <div class="notice inbox-lines">
              <p class="notice-title">{INBOX_TEXT.answeredAlready}</p>
              <ul>
                {departures.lines.map(({ id, words }) => (
                  <li key={id}>{words}</li>
                ))}
              </ul>
              <button
                type="button"
                class="button quiet"
                onClick={departures.dismiss}
              >
                {INBOX_TEXT.dismiss}
              </button>
            </div>
          )}
        </div>
        {pending.length > 0
          ? (
            <div
              class="asks"
              data-moved={moved || undefined}
              ref={list}
              onKeyDownCapture={onEveryKey}
              onKeyDown={onKeyDown}
            >
              {pending.map((approval, i) => (
                <ApprovalCard
                  key={approval.id}
                  approval={approval}
                  input={inputOf(approval)}
                  fleet={fleet}
                  now={now}
                  onAlways={() => setAlways(approval)}
                  onSent={() => {
                    focused.current = i;
                    departures.answered(approval.id);
                  }}
                  onLate={(words) => departures.refused(approval, words)}
                />
              ))}
            </div>
          )
          : (
            <EmptyState
              title={INBOX_TEXT.nothingWaitsForYou}
              text={INBOX_TEXT.whenAnAgentNeedsA}
            />
          )}
      </section>
      <section aria-labelledby="decided-title">
        <h2 id="decided-title">{INBOX_TEXT.decided}</h2>
        <Decided
          approvals={isOlder
            ? decided
            : decidedLately(decided, fleet, SHOWN_DECIDED)}
          fleet={fleet}
        />
        <p class="inbox-pages">
          {isOlder && <a class="button" href="/inbox">{INBOX_TEXT.theLatest}
          </a>}
          {next && (
            <a class="button" href={`/inbox?before=${next}`}>
              {INBOX_TEXT.older}
            </a>
          )}
        </p>
      </section>
      <RuleList fleet={fleet} />
      <Dialog
        id="always"
        title={INBOX_TEXT.always}
        open={always !== undefined && from !== undefined}
        onClose={close}
      >
        {always && from !== undefined && (
          <RuleForm
            key={always.id}
            fleet={fleet}
            from={{ approval: always, input: from }}
            onMade={() => {
              departures.answered(always.id);
              close();
            }}
            onClose={close}
          />
        )}
      </Dialog>
    </>
  );
}

function Decided(props: Parameters<typeof DecidedList>[0]) {
  return props.approvals.length > 0 ? <DecidedList {...props} /> : (
    <EmptyState
      title={INBOX_TEXT.nothingDecidedYet}
      text={INBOX_TEXT.everyAnswerIsKeptHere}
    />
  );
}

function cardsIn(list: HTMLElement | null): readonly HTMLElement[] {
  return [...list?.querySelectorAll<HTMLElement>(".ask") ?? []];
}
