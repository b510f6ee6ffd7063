/** How often a task is tried, when its sender does not say. */
export const DEFAULT_ATTEMPTS = 3;
