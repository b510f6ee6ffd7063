import type { BootReport, BootState } from "./boot_report.ts";
import type { FleetEvent } from "./event.ts";

export const NO_BOOT: BootState = { last: null, dismissed_at: null };

/** The newest report after one event; the same object when the event changes nothing. Pure. */
export function applyToBoot(boot: BootState, event: FleetEvent): BootState {
  switch (event.type) {
    case "server.boot_reported":
      return { last: event.data.report, dismissed_at: null };
    case "server.boot_report_dismissed":
      return boot.last === null || boot.dismissed_at !== null
        ? boot
        : { ...boot, dismissed_at: event.at };
    default:
      return boot;
  }
}

/** Whether the start met anything that a person may want to know. */
export function isEventful(report: BootReport): boolean {
  const { resumed, reoffered, continued, finished, lost, killed } = report;
  return [resumed, reoffered, continued, finished, lost, killed]
    .some(({ count }) => count > 0);
}

/** Whether the newest report is still to be read. */
export function isBootNews({ last, dismissed_at }: BootState): boolean {
  return last !== null && dismissed_at === null && isEventful(last);
}
