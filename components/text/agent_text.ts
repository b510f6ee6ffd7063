import { plural } from "../format.ts";

/** What the page of one agent says. */
export const AGENT_TEXT = {
  facts: {
    session: "Session",
    role: "Role",
    model: "Model",
    permissions: "Permissions",
    can: "Can",
    tokens: "Tokens",
    turns: "Turns",
    cost: "Cost",
    tasks: "Tasks",
    folder: "Folder",
    process: "Process",
    claudeSession: "Claude session",
    crashes: "Lost lately",
  },
  noProcess: "none",
  tasks: (done: number, failed: number, waiting: number) =>
    `${done} done, ${failed} failed, ${waiting} waiting`,
  held: (reason: string) => `Paused by a person: ${reason}`,
  views: { transcript: "Transcript", raw: "Raw", label: "Views of the agent" },
  giveTask: "Give task",
  messages: "Messages",
  noMessages:
    "None yet. What it is told by you and by other agents, and what it tells them, appears here.",
  acts: {
    interrupt: { name: "Interrupt", busy: "Stopping…" },
    pause: { name: "Pause", busy: "Pausing…" },
    resume: { name: "Resume", busy: "Resuming…" },
    restart: { name: "Restart", busy: "Restarting…" },
    terminate: { name: "Terminate", busy: "Ending…" },
    dismiss: { name: "Dismiss", busy: "Dismissing…" },
  },
  why: {
    idle: "It works on nothing now",
    starting: "Its process is starting",
    ending: "It is being ended",
  },
  keep: "Leave it",
  pauseTitle: (name: string) => `Pause ${name}?`,
  pauseText:
    "It stands still where it is and gets no work, also after a restart of the server, until somebody resumes it.",
  pauseReason: "Why",
  pauseDefault: "Paused by hand",
  restartTitle: (name: string) => `Restart ${name}?`,
  restartText: (hasTask: boolean) =>
    `Replaces its process in the same session of Claude. ${
      hasTask ? "The task that it works on is tried again. " : ""
    }Its transcript and its folder stay.`,
  terminateTitle: (name: string) => `Terminate ${name}?`,
  terminateText: (
    hasProcess: boolean,
    hasTask: boolean,
    waiting: number,
  ) => {
    const parts = [
      hasProcess && "Ends 1 process",
      hasTask && "1 running task is cancelled",
      waiting > 0 &&
      `${plural(waiting, "waiting task")} ${
        waiting === 1 ? "is" : "are"
      } cancelled`,
    ].filter((part) => part !== false);
    const what = parts.length > 0 ? `${parts.join(", ")}. ` : "";
    return `${what}Its transcript and its folder stay.`;
  },
  // Resources
  resources: "Resources",
  resourcesAbout: "What its processes used in the last hour.",
  memory: "Memory",
  memoryAbout: "Resident memory of its processes, all together.",
  cpu: "Processor",
  cpuAbout: "Time of processors, all together: 100 % is one of them.",
  notMeasured: "Nothing is measured: MONITORING_ENABLED is false.",
  // Raw lines
  rawTitle: (name: string) => `${name}: raw lines`,
  rawAbout:
    "What its process wrote and was told, line by line, as it was. Secrets that were recognised are blotted out. Old lines go when there are too many.",
  rawEmptyTitle: "No lines are kept",
  rawEmptyText:
    "Lines are kept from the start of its next process on, as many as fit.",
  download: "Download as JSONL",
  copyLine: "Copy",
  copyNumber: (n: number) => `Copy line ${n}`,
  lineNumber: (n: number) => `Line ${n}`,
  copied: "Copied",
  copyAll: "Copy these lines",
  older: "Older lines",
  newest: "Newest lines",
  cut: (bytes: string) => `cut, ${bytes} in all`,
  from: { out: "from it", in: "to it", err: "its errors" },
} as const;
