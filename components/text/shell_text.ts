/** What the parts of every page say that live in the browser. */
export const SHELL_TEXT = {
  keys: "Keys",
  keys2: "Keys (?)",
  colours: "Colours",
  connectionLostReconnectingEverything:
    "Connection lost: reconnecting. Everything below is as of",
  replaced:
    "The server has gone on without this page, from a copy or for very long: parts of it are old.",
  loadAgain: "Load the page again",
  doneJustNow: "Done just now",
  dismiss: "Dismiss",
} as const;
