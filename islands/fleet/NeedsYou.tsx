import { pendingByAge } from "@/domain/approval_order.ts";
import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { failureWords } from "@/components/failure_words.ts";
import { attentionCount } from "@/components/fleet_order.ts";
import { deadLetters, failedAgents } from "@/components/fleet_short.ts";
import { formatCount } from "@/components/format.ts";
import { incidentsForPerson } from "@/components/incident/incident_order.ts";
import { budgetHref, ownerName } from "@/components/budget/budget_words.ts";
import { LimitNotice } from "@/components/LimitNotice.tsx";
import { asksForAccount, budgetAsks } from "@/components/person_asks.ts";
import { INCIDENT_ACTS_TEXT } from "@/components/text/incident_acts_text.ts";
import { ApprovalCard } from "../inbox/ApprovalCard.tsx";
import { useMoved } from "../inbox/use_moved.ts";
import { useInputs } from "../inbox/use_inputs.ts";
import { OneAct } from "../acts/OneAct.tsx";
import { useLoaded } from "../use_loaded.ts";
import { NeedsRow } from "./NeedsRow.tsx";
import { BUDGET_ALERT_TEXT } from "@/components/text/budget_alert_text.ts";
import { NOTICE_TEXT } from "@/components/text/notice_text.ts";
import { FLEET_TEXT } from "@/components/text/fleet_text.ts";

/** Of each kind; the others are one click away. */
const SHOWN = 5;

/** What waits for a person, each with its answer in place. */
export function NeedsYou(
  { fleet, now }: { readonly fleet: Fleet; readonly now: number },
) {
  const asked = pendingByAge(fleet.approvals);
  const shown = asked.slice(0, SHOWN);
  const inputOf = useInputs(shown, {});
  const agents = failedAgents(fleet);
  const tasks = deadLetters(fleet);
  const incidents = incidentsForPerson(fleet);
  const budgets = budgetAsks(fleet);
  const asksAccount = asksForAccount(fleet);
  // What leaves one list moves those below it, too.
  const moved = useMoved([
    ...(asksAccount ? ["account"] : []),
    ...budgets.slice(0, SHOWN).map(({ scope, id }) => `${scope} ${id}`),
    ...[shown, incidents, agents, tasks]
      .flatMap((list) => list.slice(0, SHOWN).map(({ id }) => id)),
  ]);
  const BudgetControl = useLoaded(
    budgets.length > 0,
    async () => (await import("./seldom_parts.ts")).BudgetControl,
  );
  const lists = [asked, agents, tasks, incidents, budgets];
  if (!asksAccount && lists.every((list) => list.length === 0)) return null;

  return (
    <section
      aria-labelledby="needs-title"
      class="needs-you"
      data-moved={moved || undefined}
    >
      <div class="section-head">
        <h2 id="needs-title">
          {FLEET_TEXT.needsYou}{" "}
          <span class="count num">{formatCount(attentionCount(fleet))}</span>
        </h2>
      </div>
      {asksAccount && (
        <LimitNotice limits={fleet.limits} now={now}>
          <OneAct
            method="POST"
            path="limits/open"
            name={NOTICE_TEXT.tryNow}
            busyName={NOTICE_TEXT.trying}
            about={FLEET_TEXT.theAccount}
          />
        </LimitNotice>
      )}
      {budgets.length > 0 && (
        <ul class="needs-list card">
          {budgets.slice(0, SHOWN).map((line) => (
            <li key={`${line.scope} ${line.id}`}>
              <span class="needs-what">
                <a href={budgetHref(line)}>
                  {BUDGET_ALERT_TEXT.reached(ownerName(line))}
                </a>
              </span>
              {BudgetControl && <BudgetControl {...line} line={line} />}
            </li>
          ))}
        </ul>
      )}
      <More count={budgets.length} href="/usage" name="budgets" />
      <div class="asks">
        {shown.map((approval) => (
          <ApprovalCard
            key={approval.id}
            approval={approval}
            input={inputOf(approval)}
            fleet={fleet}
            now={now}
            onAlways={() => location.assign("/inbox")}
            onSent={() => {}}
            onLate={() => {}}
          />
        ))}
      </div>
      <More count={asked.length} href="/inbox" name="requests" />
      {incidents.length > 0 && (
        <ul class="needs-list card">
          {incidents.slice(0, SHOWN).map(({ id, kind, last_at }) => (
            <NeedsRow
              key={id}
              href={`/incidents/${id}`}
              name={failureWords(kind)}
              since={last_at}
              now={now}
              path={`incidents/${id}/acknowledge`}
              act={INCIDENT_ACTS_TEXT.acknowledge}
              busyAct={INCIDENT_ACTS_TEXT.acknowledging}
            />
          ))}
        </ul>
      )}
      <More count={incidents.length} href="/incidents" name="incidents" />
      {agents.length > 0 && (
        <ul class="needs-list card">
          {agents.slice(0, SHOWN).map(({ id, name, state }) => (
            <NeedsRow
              key={id}
              href={`/agents/${id}`}
              name={name}
              words={` ${FLEET_TEXT.failed2}${failureOf(state)}`}
              since={state.since}
              now={now}
              path={`agents/${id}/restart`}
              act="Restart"
              busyAct="Restarting…"
            />
          ))}
        </ul>
      )}
      {tasks.length > 0 && (
        <>
          <h3>
            {FLEET_TEXT.givenUp}{" "}
            <span class="count num">{formatCount(tasks.length)}</span>
          </h3>
          <ul class="needs-list card">
            {tasks.slice(0, SHOWN).map(({ id, title, state }) => (
              <NeedsRow
                key={id}
                href={`/tasks/${id}`}
                name={title}
                words={failureOf(state)}
                since={state.since}
                now={now}
                path={`tasks/${id}/retry`}
                act="Try again"
                busyAct="Trying again…"
              />
            ))}
          </ul>
        </>
      )}
      <More count={tasks.length} href="/tasks?q=state:failed" name="tasks" />
    </section>
  );
}

/** Why it failed, after what did. */
function failureOf(state: Agent["state"] | Task["state"]): string {
  return state.status === "failed"
    ? `: ${failureWords(state.failure.kind)}`
    : "";
}

function More(
  { count, href, name }: {
    readonly count: number;
    readonly href: string;
    readonly name: string;
  },
) {
  return count > SHOWN
    ? (
      <p class="meta">
        <a href={href}>{FLEET_TEXT.more(formatCount(count - SHOWN), name)}</a>
      </p>
    )
    : null;
}
