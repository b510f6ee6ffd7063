import { PAGES } from "@/components/palette/pages.ts";

/** Keys that belong together, and what each does. */
export type KeyGroup = {
  readonly name: string;
  readonly keys: readonly (readonly [keys: readonly string[], what: string])[];
};

/** All keys of all pages. */
export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    name: "Everywhere",
    keys: [
      [["Ctrl K", "⌘ K"], "Command palette"],
      [["?"], "These keys"],
      [["/"], "To the filter or the search"],
      [["n"], "Next that needs you"],
      [["m"], "Write a message"],
      [["Esc"], "Close; clear the selection"],
    ],
  },
  {
    name: "Go to",
    keys: PAGES.map(({ key, name }) => [["g", key], name] as const),
  },
  {
    name: "Lists and boards",
    keys: [
      [["j", "k"], "Next, previous row or card; arrows, too"],
      [["Enter", "o"], "Open it"],
      [["x"], "Select it"],
      [["Shift X"], "Select up to it"],
      [["."], "What can be done with it"],
      [["r"], "Try it again"],
      [["s"], "Cancel it, after a question"],
      [["y"], "Copy its id"],
      [["p"], "Pause or resume updates"],
    ],
  },
  {
    name: "Requests",
    keys: [[["a"], "Allow once"], [["d"], "Deny"]],
  },
  {
    name: "Agents",
    keys: [
      [["[", "]"], "Previous, next agent"],
      [["m"], "To the line that writes to it"],
    ],
  },
  {
    name: "Transcripts",
    keys: [
      [["f"], "Follow the end"],
      [["j", "k"], "Next, previous line"],
      [["Enter", "o"], "Open or close it"],
    ],
  },
  {
    name: "Workflow",
    keys: [
      [["arrows"], "Move the picture"],
      [["Shift arrows"], "Move what is chosen"],
      [["+", "−"], "Nearer, farther"],
      [["f"], "All of it"],
      [["t"], "Tidy up"],
    ],
  },
];
