import type { ErrorType, Severity } from "@/domain/errors/error_type.ts";
import type { Strategy } from "@/domain/errors/recovery.ts";
import type { IncidentStatus, IncidentStep } from "@/domain/incident.ts";
import { plural } from "../format.ts";

const SEVERITY: Readonly<Record<Severity, string>> = {
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
};

const CLASS: Readonly<Record<ErrorType, string>> = {
  agent_crash: "Agent crash",
  cli_timeout: "Timeout of the CLI",
  communication_failure: "Communication failure",
  resource_exhaustion: "Resource exhaustion",
  task_failure: "Task failure",
  system_overload: "System overload",
  network_error: "Network error",
  unknown: "Unknown",
};

const STRATEGY: Readonly<Record<Strategy, string>> = {
  restart_process:
    "Another process with the same configuration takes the session up again.",
  reset_agent:
    "The turn is interrupted, the agent begins anew, and the task is tried again or fails.",
  reconnect:
    "The connection is made again, and both sides tell each other where they are.",
  free_resources:
    "Idle agents stop, down to two, finished work leaves memory, and nothing starts before there is room.",
  retry_task: "The task is tried again, later and later.",
  shed_load:
    "Nothing is asked of the API for a while; then agents go on one after the other.",
  await_reset: "All work waits until the account may go on.",
  fresh_session:
    "The agent goes on in a new session, which begins with a summary of what it did.",
  resume_work: "What the server's stop cut short goes on after its start.",
  ask_operator:
    "Only a person can set it right. Nothing is tried again before.",
  give_up: "The same again would end the same way, so the work ends.",
  nothing: "It follows from something else.",
};

const STATUS: Readonly<Record<IncidentStatus, string>> = {
  open: "Open",
  recovering: "Recovering",
  recovered: "Recovered",
  gave_up: "Given up",
  closed: "Closed",
};

const STEP: Readonly<Record<IncidentStep["what"], string>> = {
  raised: "Failed",
  recovering: "Recovering",
  recovered: "Recovered",
  gave_up: "Given up",
  acknowledged: "A person took notice",
  closed: "Closed",
};

/** What the pages of incidents say. */
export const INCIDENTS_TEXT = {
  title: "Incidents",
  caption: "Incidents, the newest first",
  severities: SEVERITY,
  classes: CLASS,
  strategies: STRATEGY,
  statuses: STATUS,
  steps: STEP,
  columns: {
    state: "State",
    what: "What",
    severity: "Severity",
    whom: "Whom",
    count: "Count",
    last: "Last",
  },
  filters: {
    label: "Narrow the list",
    status: "State",
    anyStatus: "any state",
    type: "Class",
    anyType: "any class",
    severity: "Severity",
    anySeverity: "any severity",
    orWorse: (severity: Severity) =>
      severity === "critical"
        ? SEVERITY.critical
        : `${SEVERITY[severity]} or worse`,
    show: "Show",
    clear: "Show all",
  },
  empty: "Nothing went wrong",
  emptyText:
    "When something fails, it is told here with what proves it and what is done about it.",
  nothingFits: "Nothing fits",
  nothingFitsText: "There are incidents, and none of them is like that.",
  older: "Older incidents",
  newest: "The newest",
  everybody: "everybody",
  agents: (count: number) => plural(count, "agent"),
  times: (count: number) => count === 1 ? "once" : `${count} times`,
  facts: {
    class: "Class",
    severity: "Severity",
    count: "Happened",
    first: "First",
    last: "Last",
    agents: "Agents",
    tasks: "Tasks",
    session: "Session",
    noticed: "Noticed",
  },
  happened: "What happened",
  decision: "What is done about it",
  evidence: "What proves it",
  exitCode: (code: number) => `The process ended with exit code ${code}.`,
  signal: (name: string) => `The process was ended by ${name}.`,
  alive: "No process ended.",
  stderr: "Its last lines of standard error",
  frames: "What it told last",
  course: "Course",
  close: "Close",
  closing: "Closing…",
  earlierTask: "an earlier task",
} as const;
