import { useState } from "preact/hooks";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { Fact, Facts } from "@/components/Facts.tsx";
import { formatBytes, formatCount } from "@/components/format.ts";
import { ProcessTable } from "@/components/host/ProcessTable.tsx";
import { PROCESSES_TEXT } from "@/components/text/processes_text.ts";
import type { ProcessReport } from "@/domain/host_processes.ts";
import { BootCard } from "./host/BootCard.tsx";
import { callApi, type Problem } from "./live/api.ts";
import { type Rendered, useLive } from "./live/use_live.ts";
import { useProcesses } from "./host/use_processes.ts";

const TEXT = PROCESSES_TEXT.processes;

type ProcessesViewProps = {
  readonly rendered: Rendered;
  readonly report: ProcessReport;
};

/** All processes of ours, as they are, and what earlier starts left. */
export default function ProcessesView(
  { rendered, report: first }: ProcessesViewProps,
) {
  const { fleet, now } = useLive(rendered);
  const { report, isStale, look } = useProcesses(first);
  const current = report.processes.filter(({ life }) => life === "current");
  const left = report.processes.filter(({ life }) => life === "earlier");
  const memory = current.reduce((sum, each) => sum + each.resident_bytes, 0);
  const advice = TEXT.advice[report.containment];
  return (
    <>
      <BootCard boot={fleet.boot} />
      <section class="processes-now" aria-labelledby="processes-title">
        <h2 id="processes-title">{TEXT.title}</h2>
        <Facts>
          {report.server && (
            <Fact name={TEXT.server}>
              <span
                class="num"
                title={TEXT.cpuOf(
                  report.server.cpu_percent,
                  report.server.cpu_seconds,
                )}
              >
                {report.server.pid}, {formatBytes(report.server.resident_bytes)}
                , {TEXT.percent(report.server.cpu_percent)}
              </span>
            </Fact>
          )}
          <Fact name={TEXT.agents}>
            <span class="num">
              {formatCount(current.length)}, {formatBytes(memory)}
            </span>
          </Fact>
          <Fact name={TEXT.containment}>
            {TEXT.containments[report.containment]}
          </Fact>
        </Facts>
        {advice && <p class="meta">{advice}</p>}
        {report.zombies > 0 && (
          <p class="meta">{TEXT.zombiesText(report.zombies)}</p>
        )}
        {isStale && <p class="meta" role="status">{TEXT.stale}</p>}
        {left.length > 0 && (
          <Leftovers report={report} onEnded={look}>
            <ProcessTable processes={left} fleet={fleet} now={now} />
          </Leftovers>
        )}
        {current.length > 0
          ? <ProcessTable processes={current} fleet={fleet} now={now} />
          : <p class="meta">{TEXT.none}</p>}
      </section>
    </>
  );
}

type LeftoversProps = {
  readonly report: ProcessReport;
  readonly onEnded: () => void;
  readonly children: preact.ComponentChildren;
};

/** What an earlier start left and the sweep of this one could not end. */
function Leftovers({ report, onEnded, children }: LeftoversProps) {
  const [isEnding, setEnding] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const left = report.processes.filter(({ life }) => life === "earlier");
  const end = async () => {
    setEnding(true);
    setProblem(undefined);
    const answer = await callApi("POST", "processes/end-leftovers");
    setEnding(false);
    if (!answer.ok) setProblem(answer.problem);
    onEnded();
  };
  return (
    <div class="notice" data-tone="attention">
      <p class="notice-title">{TEXT.leftTitle(left.length)}</p>
      {children}
      <button
        type="button"
        class="button"
        disabled={isEnding}
        onClick={() => void end()}
      >
        {isEnding ? TEXT.ending : TEXT.end}
      </button>
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
    </div>
  );
}
