/** What is said of how full an agent's conversation is. */
export const CONTEXT_TEXT = {
  name: "Context",
  of: (tokens: string, window: string) => `${tokens} of ${window}`,
  percent: (share: number) => `${Math.round(share * 100)} %`,
  title: "Tokens that its last turn was made from, of those its model can read",
  nearlyFull:
    "Nearly full: the CLI soon sums the conversation up to go on, and details may be lost.",
} as const;
