/** What the pages of sessions say. */
export const SESSIONS_TEXT = {
  agents: "Agents",
  tasksDone: "Tasks done",
  worked: "Worked",
  tokens: "Tokens",
  cost: "Cost",
  anArchivedSession: "an archived session",
  state: "State",
  session: "Session",
  tasks: "Tasks",
  agentsOfTheSessionThe: "Agents of the session, the most urgent first",
  ofOthersEndedLongAgo: (count: string | number, agents: string | number) =>
    `${count} of ${agents}: others ended long ago`,
  tasksOfTheSessionThe: "Tasks of the session, the newest first",
  noTasksYet: "No tasks yet",
  whatItsAgentsAreGiven:
    "What its agents are given to do appears here, with its result and its cost.",
  theNewestTheApiLists: (count: string | number) =>
    `The newest ${count}; the API lists them all.`,
  noAgentsAnyMore: "No agents any more",
  endedLongAgoTheTotals: (agents: string | number) =>
    `${agents} ended long ago; the totals have what they did.`,
  noAgents: "No agents",
  theSessionWasArchivedWithout: "The session was archived without any.",
  noAgentsYet: "No agents yet",
  startAnAgentOnThe:
    "Start an agent on the Fleet page and choose this session for it.",
  toTheFleet: "To the fleet",
  newSession: "New session",
  active: "Active",
  activeSessionsTheNewestFirst: "Active sessions, the newest first",
  noActiveSessions: "No active sessions",
  aSessionIsANamed:
    "A session is a named piece of work. Its agents, their tasks and what they cost are added up here.",
  archived: (count: string | number) => `Archived (${count})`,
  archivedSessionsTheLatestFirst: "Archived sessions, the latest first",
  rename: "Rename",
  restoreItFirst: "Restore it first",
  ofItMustBeEnded: (living: string | number) =>
    `${living} of it must be ended first`,
  renameTheSession: "Rename the session",
  cancel: "Cancel",
  name: "Name",
  whatTheWorkIsAbout: "What the work is about, on one line.",
  sessions: "Sessions",
} as const;
