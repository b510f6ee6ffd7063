import type { UsageGroup, UsageReport } from "@/domain/usage_report.ts";
import type { Usage } from "@/domain/usage.ts";
import { formatCount, formatTokens } from "../format.ts";
import { Money } from "../Money.tsx";
import { USAGE_TEXT } from "../text/usage_text.ts";
import { groupName } from "./day_bars.ts";

const TEXT = USAGE_TEXT.table;

/** The numbers of the chart: what each group used, and in all. */
export function UsageTable({ report }: { readonly report: UsageReport }) {
  const { by, groups, total, from, to } = report;
  const whole = total.usage.cost_usd;
  return (
    <div class="table-box" role="region" tabIndex={0} aria-label={TEXT.sums}>
      <table class="usage-table">
        <caption class="sr-only">
          {TEXT.caption(USAGE_TEXT.by[by].toLowerCase(), from, to)}
        </caption>
        <Head first={USAGE_TEXT.by[by]} withShare />
        <tbody>
          {groups.map((group) => (
            <tr key={group.id}>
              <th scope="row">
                <GroupName by={by} group={group} />
              </th>
              <Numbers usage={group.usage} turns={group.turns} />
              <td class="num right">
                {whole > 0
                  ? `${Math.round(100 * group.usage.cost_usd / whole)} %`
                  : "–"}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{TEXT.total}</th>
            <Numbers usage={total.usage} turns={total.turns} />
            <td class="num right">{whole > 0 ? "100 %" : "–"}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** What was used on each day, folded away. */
export function DayTable({ report }: { readonly report: UsageReport }) {
  return (
    <details class="fold">
      <summary>{TEXT.days}</summary>
      <div
        class="table-box chart-table"
        role="region"
        tabIndex={0}
        aria-label={TEXT.days}
      >
        <table class="usage-table">
          <caption class="sr-only">{TEXT.daysCaption}</caption>
          <Head first={TEXT.day} />
          <tbody>
            {report.days.toReversed().map(({ day, usage, turns }) => (
              <tr key={day}>
                <th scope="row" class="num">{day}</th>
                <Numbers usage={usage} turns={turns} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Head(
  { first, withShare = false }: {
    readonly first: string;
    readonly withShare?: boolean;
  },
) {
  const { turns, input, output, cacheRead, cacheWrite, cost, share } = TEXT;
  const names = [turns, input, output, cacheRead, cacheWrite, cost];
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {[...names, ...(withShare ? [share] : [])].map((name) => (
          <th key={name} scope="col" class="right">{name}</th>
        ))}
      </tr>
    </thead>
  );
}

function Numbers(
  { usage, turns }: { readonly usage: Usage; readonly turns: number },
) {
  const tokens = [
    usage.input_tokens,
    usage.output_tokens,
    usage.cache_read_tokens,
    usage.cache_write_tokens,
  ];
  return (
    <>
      <td class="num right">{formatCount(turns)}</td>
      {tokens.map((count, index) => (
        <td key={index} class="num right" title={formatCount(count)}>
          {formatTokens(count)}
        </td>
      ))}
      <td class="num right">
        <Money usd={usage.cost_usd} />
      </td>
    </>
  );
}

function GroupName(
  { by, group }: {
    readonly by: UsageReport["by"];
    readonly group: UsageGroup;
  },
) {
  const name = groupName(group);
  if (by === "model") return <code>{name}</code>;
  if (group.id === null || group.name === null) return <>{name}</>;
  const path = by === "agent" ? "agents" : "sessions";
  return <a href={`/${path}/${group.id}`}>{name}</a>;
}
