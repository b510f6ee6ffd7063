import { AskedFrom } from "@/domain/asked_from.ts";
import type { AuditRecord } from "@/domain/audit.ts";
import { beginning } from "@/domain/beginning.ts";
import { shortId } from "@/domain/short_id.ts";
import { AUDIT_TEXT as TEXT, DEED_WORDS } from "../text/audit_text.ts";

/** Characters of an entry's details that a page shows. */
const DETAIL_CHARS = 2_000;

/** One entry as a page shows it. */
export type AuditLine = {
  readonly id: string;
  readonly at: string;
  /** Who did it. */
  readonly who: string;
  readonly words: string;
  /** What it was done to; null where the words say it. */
  readonly target:
    | { readonly name: string; readonly href: string | null }
    | null;
  /** The most important of its details, in short; empty when there is none. */
  readonly gist: string;
  /** From where it was asked for; empty where nobody knows. */
  readonly from: string;
  readonly outcome: AuditRecord["outcome"];
  /** Its details as JSON laid out for reading, cut where it is long. */
  readonly data: string;
};

/** What records are called that are still known. */
export type NameOf = (kind: string, id: string) => string | undefined;

/** The line of one entry. Pure. */
export function auditLine(entry: AuditRecord, nameOf: NameOf): AuditLine {
  const { seq: _, asked_from, ...data } = entry.data;
  const json = JSON.stringify(data, null, 2);
  const shown = beginning(json, DETAIL_CHARS);
  return {
    id: entry.id,
    at: entry.at,
    who: actorWords(entry.actor, nameOf),
    words: actionWords(entry.action),
    target: targetOf(entry, nameOf),
    gist: gistOf(data),
    from: fromWords(asked_from),
    outcome: entry.outcome,
    data: shown.length < json.length ? `${shown}\n…` : shown,
  };
}

/** An action in plain words; one that nobody knows as it is called. */
export function actionWords(action: string): string {
  return Object.hasOwn(DEED_WORDS, action)
    ? DEED_WORDS[action as keyof typeof DEED_WORDS]
    : action;
}

/** `person`, `rule:…`, `agent:…` or `server` in plain words. */
export function actorWords(actor: string, nameOf: NameOf): string {
  const [kind = "", id] = actor.split(":", 2);
  const words = Object.hasOwn(ACTORS, kind)
    ? ACTORS[kind as keyof typeof ACTORS]
    : kind;
  return id === undefined
    ? words
    : TEXT.ofId(words, nameOf(kind, id) ?? shortId(id));
}

const ACTORS = {
  person: TEXT.person,
  rule: TEXT.rule,
  agent: TEXT.agent,
  server: TEXT.server,
} as const;

/** Where a record of each kind is shown. */
const PAGES: Readonly<Record<string, (id: string) => string>> = {
  agent: (id) => `/agents/${id}`,
  task: (id) => `/tasks/${id}`,
  session: (id) => `/sessions/${id}`,
  incident: (id) => `/incidents/${id}`,
  message: () => "/messages",
  approval: () => "/inbox",
  rule: () => "/inbox",
  template: () => "/settings/templates",
  webhook: () => "/settings/webhooks",
  browser: () => "/settings/browsers",
};

function targetOf(
  { target_type: kind, target_id: id, data }: AuditRecord,
  nameOf: NameOf,
): AuditLine["target"] {
  if (kind === null || id === null) return null;
  const said = typeof data.name === "string"
    ? data.name
    : typeof data.title === "string"
    ? data.title
    : undefined;
  const name = said ?? nameOf(kind, id) ?? shortId(id);
  const page = Object.hasOwn(PAGES, kind) ? PAGES[kind] : undefined;
  return { name, href: page?.(id) ?? null };
}

/** Details that say in a word what the entry is about, the first one that is there. */
function gistOf(data: Readonly<Record<string, unknown>>): string {
  const { status, attempts, enabled } = data;
  if (typeof status === "string") return status;
  if (typeof attempts === "number") return TEXT.attempts(attempts);
  if (typeof enabled === "boolean") return TEXT.onOff(enabled);
  const text = ["why", "reason", "words", "host", "path"]
    .map((name) => data[name])
    .find((value) => typeof value === "string" && value !== "");
  return typeof text === "string" ? text : "";
}

function fromWords(asked: unknown): string {
  const read = AskedFrom.safeParse(asked);
  if (!read.success) return "";
  const { data: from } = read;
  switch (from.kind) {
    case "token":
      return TEXT.from(TEXT.program, from.address);
    case "browser":
      return TEXT.from(from.name ?? TEXT.someBrowser, from.address);
    case "stranger":
      return TEXT.from(TEXT.stranger, from.address);
    case "demo":
      return TEXT.byDemo;
  }
}
