/** What stands around every page. */
export const SHELL_TEXT = {
  more: "More",
  morePages: "More pages",
  demoTheRealClaudeCode:
    "Demo: the real Claude Code on a scripted model. No account, no network, no cost.",
  keys: "Keys",
  keys2: "Keys (?)",
  colours: "Colours",
  connectionLostReconnectingEverything:
    "Connection lost: reconnecting. Everything below is as of",
  doneJustNow: "Done just now",
  dismiss: "Dismiss",
  vamp: "VAMP",
  vamp2: (title: string | number) => `${title} · VAMP`,
  toTheFleet: "To the fleet",
  skipToTheContent: "Skip to the content",
  vampToTheFleet: "VAMP, to the fleet",
  pages: "Pages",
  signInVamp: "Sign in · VAMP",
  token: "Token",
  printedInTheTerminalWhen:
    "Printed in the terminal when the server starts, and kept in its data folder.",
  signIn: "Sign in",
} as const;
