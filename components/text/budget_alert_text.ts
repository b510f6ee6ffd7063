/** What every page says of budgets that are used up, or nearly. */
export const BUDGET_ALERT_TEXT = {
  reached: (name: string) => `The budget of ${name} is used up`,
  warned: (name: string) => `The budget of ${name} is nearly used up`,
  day: "the day",
  goTo: "See and raise it",
  more: (count: number) => `${count} more on the page of use`,
} as const;
