/** What the parts of every page say that live in the browser. */
export const SHELL_TEXT = {
  keys: "Keys",
  keys2: "Keys (?)",
  colours: "Colours",
  connectionLostReconnectingEverything:
    "Connection lost: reconnecting. Everything below is as of",
  doneJustNow: "Done just now",
  dismiss: "Dismiss",
} as const;
