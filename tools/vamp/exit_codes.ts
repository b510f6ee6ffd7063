/** How the program ends; scripts may rely on these. */
export const EXIT = {
  ok: 0,
  /** The task failed, the server is not well, the doctor found a fault. */
  failed: 1,
  wrongCall: 2,
  /** There is no server to ask. */
  unreachable: 3,
  /** The server refused; its code is in the message. */
  refused: 4,
  /** The task was cancelled. */
  cancelled: 5,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
