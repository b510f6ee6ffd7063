/** What a person may do about an incident; apart, since the first page has no more of them. */
export const INCIDENT_ACTS_TEXT = {
  acknowledge: "I have seen this",
  acknowledging: "Sending…",
} as const;
