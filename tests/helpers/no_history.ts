import type { HistoryRefusal, KeptRecords } from "@/domain/history.ts";

const refusal: HistoryRefusal = {
  code: "history_away",
  message: "Cannot read the history: there is none here",
  since: null,
  reason: "there is none here",
};
const away = () => Promise.resolve({ ok: false, refusal } as const);

/** What a platform is told while its history is away. */
export const NO_HISTORY: KeptRecords = {
  agent: away,
  task: away,
  tasks: away,
  handoff: away,
  incident: away,
  incidents: away,
  events: away,
  text: away,
  transcript: away,
  entry: away,
  entries: away,
  toolUses: away,
  matches: away,
  tableSizes: away,
};
