/** What the page of webhooks says. */
export const WEBHOOKS_TEXT = {
  intro:
    "A webhook has events sent to a program elsewhere, each signed with the webhook's secret.",
  hosts: (hosts: string) => `They may be sent to: ${hosts} (WEBHOOK_HOSTS).`,
  noHosts:
    "Nothing may be sent anywhere yet: name the hosts in WEBHOOK_HOSTS and start the server again.",
  create: "New webhook",
  list: "Webhooks",
  emptyTitle: "No webhooks yet",
  emptyText:
    "Have a chat room, a pager or a script told when a task ends or an agent asks for something.",
  name: "Name",
  url: "Address",
  urlHint: "https://, of a host that WEBHOOK_HOSTS names.",
  types: "Events",
  typesHint: "All of a kind, or single ones.",
  all: "Every event",
  allOf: (kind: string) => `all of ${kind}`,
  single: (kind: string) => `Single events of ${kind}`,
  noType: "takes at least one event",
  cancel: "Cancel",
  save: "Save",
  saving: "Saving…",
  add: "Create",
  adding: "Creating…",
  edit: "Edit",
  editTitle: (name: string) => `Change ${name}`,
  secretTitle: "The secret of the webhook",
  secretText:
    "The receiver checks signatures with it. It is shown this once: copy it now.",
  copy: "Copy",
  copied: "Copied",
  gotIt: "I have it",
  test: "Send a test",
  testing: "Sending…",
  tested: (status: number, ms: string) =>
    `The test was taken: ${status}, ${ms}`,
  testFailed: (why: string) => `The test was not taken: ${why}`,
  pause: "Pause",
  resume: "Take up",
  changing: "Changing…",
  paused: (name: string) => `${name} is paused`,
  resumed: (name: string) => `${name} goes on`,
  undo: "Undo",
  remove: "Delete",
  removeTitle: (name: string) => `Delete ${name}?`,
  removeText:
    "Nothing is sent there any more, and its secret is forgotten. This cannot be taken back.",
  keep: "Keep it",
  removed: (name: string) => `${name} is deleted`,
  states: { active: "Active", paused: "Paused", dead: "Given up" },
  deadReason: "too many failures",
  failing: (count: number) =>
    count === 1 ? "1 try failed" : `${count} tries failed in a row`,
  retry: "Tried again at",
  missed: (count: number) =>
    count === 1
      ? "1 event was gone from the log before it could be sent"
      : `${count} events were gone from the log before they could be sent`,
  deliveries: "Last deliveries",
  none: "Nothing has been sent yet.",
  at: "At",
  event: "Event",
  answer: "Answer",
  took: "Took",
  noAnswer: "no answer",
} as const;
