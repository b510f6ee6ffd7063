import { formatCount } from "../format.ts";

/** What the transcript of an agent says. */
export const TRANSCRIPT_TEXT = {
  title: "Transcript",
  emptyTitle: "Nothing said yet",
  emptyText:
    "What the agent is told, says and does appears here, line by line. Give it a task to begin.",
  nothingTitle: "Nothing of this kind",
  nothingText: "The transcript has no such entries so far.",
  // Who speaks
  you: "you",
  tool: "tool",
  subagent: "subagent",
  notice: "notice",
  // Getting about
  toStart: "To the start",
  toEnd: "To the end",
  follow: (isOn: boolean) => `Follow: ${isOn ? "on" : "off"}`,
  newBelow: (count: number) => `${formatCount(count)} new below`,
  earlier: "Earlier entries",
  later: "Later entries",
  count: (total: number) =>
    total === 1 ? "1 entry" : `${formatCount(total)} entries`,
  announced: (count: number, last: string) =>
    `${
      count === 1 ? "1 new entry" : `${formatCount(count)} new entries`
    }: ${last}`,
  notKept: "Some entries of this piece are not kept any more.",
  loading: "Loading…",
  retry: "Try again",
  // Searching
  search: "Search this transcript",
  searchHint: "Enter: next, Shift Enter: previous",
  find: "Find",
  next: "Next",
  previous: "Previous",
  clear: "Clear",
  place: (place: number, total: number) =>
    `${formatCount(place)} of ${formatCount(total)}`,
  found: (total: number) =>
    total === 0 ? "Nothing found" : `${formatCount(total)} found`,
  searching: "Searching…",
  partOnly: "Older entries could not be searched.",
  show: "Show",
  parts: {
    all: "All",
    messages: "Messages",
    tools: "Tools",
    errors: "Errors",
  },
  // Entries
  thinking: "Thinking",
  cutShort: "Cut short by an interruption.",
  turnEnded: "Turn ended",
  turnFailed: (reason: string) => `Turn failed: ${reason}`,
  tokens: (words: string) => `${words} tok`,
  showAllChars: (count: number) => `Show all ${formatCount(count)} characters`,
  showAllLines: (count: number) => `Show all ${formatCount(count)} lines`,
  showLess: "Show less",
  // Tools
  running: "running",
  ok: "ok",
  error: "error",
  noResult: "no result",
  exit: (code: number) => `exit ${code}`,
  lines: (from: number, to: number | null) =>
    to === null ? `from line ${from}` : `lines ${from}–${to}`,
  done: (done: number, all: number) => `${done} of ${all} done`,
  command: "Command",
  output: "Output",
  noOutput: "It printed nothing.",
  inBackground: "runs on in the background",
  result: "Result",
  input: "Input",
  prompt: "Prompt",
  pattern: "Pattern",
  where: "In",
  url: "Address or query",
  content: "Content",
  everywhere: "Everywhere in the file:",
  change: (place: number, all: number) => `Change ${place} of ${all}`,
  resultOf: (tool: string) => `Result of ${tool}`,
  toCall: "shown with its call",
  todo: { pending: "to do", in_progress: "in work", completed: "done" },
  server: (name: string) => `from ${name}`,
} as const;
