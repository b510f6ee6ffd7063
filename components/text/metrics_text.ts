/** What the metrics say. */
export const METRICS_TEXT = {
  asATable: (title: string | number) => `${title} as a table`,
  numbers: (title: string | number) => `${title}, numbers`,
  from: "From",
  spanOfTime: "Span of time",
  asOf: "As of",
  inStepsOfTablesHave: (step_seconds: string | number) =>
    `, in steps of ${step_seconds}. Tables have the numbers of each chart.`,
  nothingIsBeingMeasured: "Nothing is being measured",
  monitoringEnabledIsFalseWhat:
    "MONITORING_ENABLED is false. What was measured earlier is shown.",
  theHistoryCannotBeRead: "The history cannot be read now",
  onlyWhatTheServerHas:
    "Only what the server has in memory is shown: the last hour, since its start.",
  willBeMissing: (dropped_samples: string | number) =>
    `${dropped_samples} will be missing`,
  theHistoryWasAwayFor:
    "The history was away for longer than memory could hold them.",
  metrics: "Metrics",
} as const;
