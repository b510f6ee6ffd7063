import type { BootReport } from "@/domain/boot_report.ts";
import { formatCount, plural } from "../format.ts";

const EARLIER: Readonly<Record<BootReport["earlier"], string>> = {
  none: "the first start of this data folder",
  stopped: "the run before was stopped in order",
  killed: "the run before was killed",
};

/** What the report of a start says. */
export const BOOT_TEXT = {
  title: "Since the last start",
  earlier: (report: BootReport) => EARLIER[report.earlier],
  at: "Started",
  dismiss: "I have read this",
  dismissing: "Sending…",
  all: "Processes and disk",
  quiet: "It found nothing to take up, and nothing left behind.",
  olderTitle: (count: number) => `Earlier starts (${formatCount(count)})`,
  lists: {
    resumed: (count: number) =>
      `${plural(count, "agent")} started again in the same session`,
    reoffered: (count: number) =>
      `${plural(count, "task")} cut off, to be tried again`,
    continued: (count: number) =>
      `${plural(count, "hand-off")} on from the same step`,
    finished: (count: number) =>
      `${plural(count, "task")} finished with a result that was there already`,
    lost: (count: number) => `${formatCount(count)} lost`,
    killed: (count: number) =>
      count === 1
        ? "1 process left behind was ended"
        : `${formatCount(count)} processes left behind were ended`,
  },
  process: (pid: number) => `process ${pid}`,
  more: (count: number) => `and ${formatCount(count)} more`,
} as const;
