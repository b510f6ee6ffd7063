/** What is said where lists are narrowed down by a query. */
export const QUERY_TEXT = {
  filter: "Filter",
  inUse: "In use",
  remove: (term: string) => `Remove ${term}`,
  unclosedQuote: "A quote is not closed.",
  noField: (field: string, fields: string) =>
    `There is no filter "${field}:". Use ${fields}.`,
  noState: (state: string, states: string) =>
    `There is no state "${state}". Use ${states}.`,
  needsValue: (field: string, example: string) =>
    `"${field}:" needs a value, such as ${example}.`,
} as const;
