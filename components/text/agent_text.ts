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
  tasks: (done: string, failed: string, waiting: string) =>
    `${done} done, ${failed} failed, ${waiting} waiting`,
  held: (reason: string) => `Paused by a person: ${reason}`,
  memoryOver: {
    title: (use: { readonly used_mb: number; readonly limit_mb: number }) =>
      `It occupies ${use.used_mb} MB of memory, and may occupy ${use.limit_mb}`,
    warned: "Its turn is interrupted if that stays so.",
    interrupted: "Its turn was interrupted for it.",
    ended: "Its process is being ended, and another one takes its place.",
  },
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
  anEarlierAgent: "an earlier agent",
  manager: "manager",
  waiting2: (waiting: string | number) => `+${waiting} waiting`,
  theAgentFailed: (kind: string | number) => `The agent failed: ${kind}.`,
  itsProcessWasLostIt: (kind: string | number) =>
    `Its process was lost: ${kind}. It starts again, in its old session,`,
  dueAt: "Due at",
  lostLately: (count: string | number) => `Lost ${count} lately:`,
  itsProcessHasSaidNothing: (value: string | number) =>
    `Its process has said nothing for ${value}.`,
  whatItWorkedOnWas:
    "What it worked on was taken from it and is tried again; whatever it still reports about that is refused.",
  itWaitsFor: (detail: string | number) => `It waits for ${detail}.`,
  itAsksYouSomething: "It asks you something.",
  itGoesOnWhenYou: "It goes on when you have answered in the",
  inbox: "inbox",
  now: "now",
  role2: "Role",
  worker: "Worker",
  manager2: "Manager",
  model2: "Model",
  sonnetOpusHaikuOrA: "sonnet, opus, haiku, or a full id.",
  permissions2: "Permissions",
  can2: "Can",
  forTasksThatAnybodyMay:
    "For tasks that anybody may take: implement, review, test.",
  instructions: "Instructions",
  addedToThoseOfThe: "Added to those of the role. May stay empty.",
  toolsAndLimits: "Tools and limits",
  toolsThatNeedNoPermission: "Tools that need no permission",
  oneALineAsClaude: "One a line, as Claude Code writes them: Bash(git diff *).",
  template: "Template",
  fillsInTheRestChange: "Fills in the rest; change what you like.",
  none: "None",
  loading: "Loading…",
  name: "Name",
  chosenForYouWhenEmpty: "Chosen for you when empty.",
  workingDirectory: "Working directory",
  anAbsolutePathInsideAn:
    "An absolute path inside an allowed root; a fresh folder when empty.",
  cancel: "Cancel",
  starting2: "Starting…",
  startAgent: "Start agent",
  session2: "Session",
  thePieceOfWorkIt: "The piece of work it is part of, for good.",
  stateWorkingRoleManagerLogin: "state:working role:manager login",
} as const;
