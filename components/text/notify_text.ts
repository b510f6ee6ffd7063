/** What desktop notifications say, and the switch for them. */
export const NOTIFY_TEXT = {
  label: "Desktop notifications",
  text:
    "When something needs you, or a task of yours ended or failed, while this page is out of sight. Parts that a manager collects are not told.",
  unsupported: "This browser has none, or the page is not served safely.",
  blocked:
    "The browser blocks them for this address: allow them in its settings for this site.",
  asking: "Waiting for the browser…",
  somebody: "An agent",
  someTask: "A task",
  needsYou: (who: string) => `${who} needs you`,
  asksTo: (tool: string) => `It asks to use ${tool}.`,
  asksQuestion: "It asks a question.",
  taskDone: "Task done",
  taskFailed: "Task failed",
  agentFailed: (who: string) => `${who} failed`,
  agentFailedText: "It will not come back by itself.",
  many: (count: number) => `${count} things happened`,
  needing: (count: number) => count === 1 ? "1 needs you" : `${count} need you`,
  failed: (count: number) => `${count} failed`,
  done: (count: number) => `${count} done`,
} as const;
