/** What the first page says. */
export const FLEET_TEXT = {
  caption: "Agents, the most urgent first",
  queryFields: "state:, agent:, role:, session:, folder:, or words",
  queryHint: "with one or more values, and words of a name or a task",
  noRole: (role: string) =>
    `There is no role "${role}". Use manager or worker.`,
  held: (count: string) => `${count} held`,
  heldMeans: ": show where agents stand now",
  pauseUpdates: "Pause updates",
  resumeUpdates: "Resume updates",
  showMore: (next: string, hidden: string) => `Show ${next} of ${hidden} more`,
  noneFits: "No agent fits",
  noneFitsText: "Fewer words or filters find more.",
  clearFilter: "Clear the filter",
  groups: {
    needs_you: "Needs you",
    failed: "Failed",
    stalled: "Stand still",
    recovering: "Recovering",
    working: "Working",
    queued: "Starting or waiting",
    idle: "Idle",
    done: "Done",
    cancelled: "Stopping",
  },
} as const;
