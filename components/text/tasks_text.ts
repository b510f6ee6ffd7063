/** What the page of all tasks says. */
export const TASKS_TEXT = {
  left: (count: string) => `${count} more wait, further down the queue.`,
  showLeft: (count: string) => `Show ${count} of them`,
  searchLeft: "Look through them, too",
} as const;
