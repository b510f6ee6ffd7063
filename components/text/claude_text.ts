/** What is said while agents cannot be started. */
export const CLAUDE_TEXT = {
  lookingForClaudeCode: "Looking for Claude Code…",
  agentsCanBeStartedAs:
    "Agents can be started as soon as the check is through.",
  claudeCodeWasNotFound: "Claude Code was not found.",
  installItWith: "Install it with",
  orSet: ", or set",
  toWhereItIs: "to where it is.",
  claudeCodeDoesNotRun: "Claude Code does not run.",
  run: "Run",
  inATerminalToSee: "in a terminal to see what is wrong, then reload.",
  claudeCodeIsNotSigned: "Claude Code is not signed in.",
  inATerminalAndSign: "in a terminal and sign in, or make a token with",
  andSet: "and set",
  thenStartAgain: "; then start again.",
  toLookAroundWithoutAn: "To look around without an account, run",
} as const;
