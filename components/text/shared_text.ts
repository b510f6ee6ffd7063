/** What stands on many pages. */
export const SHARED_TEXT = {
  idCopied: "Id copied",
  copyTheId: "Copy the id",
  copied: "Copied",
  orFromATerminal: "or from a terminal",
  request: "Request",
} as const;
