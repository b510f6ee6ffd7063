/** What holds everything up says. */
export const NOTICE_TEXT = {
  theHistoryIsBehindBy: (backlog: string | number) =>
    `The history is behind by ${backlog}.`,
  searchesMayMissTheLatest:
    "Searches may miss the latest until it has caught up. Agents, tasks and their pages are up to date.",
  theHistoryIsAwaySince: (since: string | number) =>
    `The history is away since ${since}.`,
  agentsTasksAndTheirLive: (
    reason: string | number,
    backlog: string | number,
  ) =>
    `${reason}. Agents, tasks and their live pages go on; searches and lists of events wait. Nothing is lost: ${backlog} events were waiting when it went, and all follow when it is back.`,
  workGoesOn: ": work goes on ",
  itSaid: (value: string | number, message: string | number) =>
    `${value} It said: ${message}`,
  fewerWork: (places: number) =>
    places === 1
      ? "One agent works at a time"
      : `${places} agents at most work at once`,
  whyFewer: {
    rate_limit: "The account has reached its rate limit.",
    overloaded: "The API is overloaded.",
    event_loop: "The server has more to do than it can.",
    memory_low: "The host has little memory left.",
  },
  fewerUntil: (why: string, message: string) =>
    `${why} ${message}. One more follows after each half minute that stays calm.`,
  trying: "Trying…",
  tryNow: "Try now",
} as const;
