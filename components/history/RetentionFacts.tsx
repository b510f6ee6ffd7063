import type { PruneRun, RetentionReport } from "@/domain/retention.ts";
import { Fact, Facts } from "../Facts.tsx";
import { formatBytes, plural } from "../format.ts";
import { Moment } from "../Moment.tsx";
import { removedWords, ruleWords } from "./retention_words.ts";
import { HISTORY_TEXT } from "@/components/text/history_text.ts";

/** The rules in force, and when pruning last ran and what it removed. */
export function RetentionFacts(
  { report }: { readonly report: RetentionReport },
) {
  const { sessions, sessions_waiting: waiting } = report;
  return (
    <>
      <ul class="rule-list">
        {ruleWords(report.rules).map((words) => <li key={words}>{words}</li>)}
      </ul>
      <Facts>
        <Fact name="History on the disk">
          <span class="num">{formatBytes(report.history_bytes)}</span>
        </Fact>
        <Fact name="Of that in use, about">
          <span class="num">{formatBytes(report.history_bytes_in_use)}</span>
        </Fact>
        <Fact name="Oldest event">
          {report.oldest_event_at
            ? <Moment at={report.oldest_event_at} />
            : "none"}
        </Fact>
        <Fact name="Live store last looked through">
          <Run run={report.live} />
        </Fact>
        <Fact name="History last looked through">
          <Run run={report.history} />
        </Fact>
        {sessions && (
          <Fact name="Sessions last removed">
            <Run run={sessions} />
          </Fact>
        )}
        {waiting > 0 && (
          <Fact name="Being removed">{plural(waiting, "session")}</Fact>
        )}
      </Facts>
    </>
  );
}

function Run({ run }: { readonly run: PruneRun | null }) {
  if (!run) return <>{HISTORY_TEXT.notYetSinceItWas}</>;
  return (
    <>
      <Moment at={run.at} />: {removedWords(run)}
    </>
  );
}
