/** What stands around every page, and on the page to sign in. */
export const FRAME_TEXT = {
  more: "More",
  morePages: "More pages",
  demoTheRealClaudeCode:
    "Demo: the real Claude Code on a scripted model. No account, no network, no cost.",
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
