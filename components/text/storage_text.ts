/** What is said of what must last, when something is wrong with it. */
export const STORAGE_TEXT = {
  theLiveStoreWasDamaged: "The live store was damaged and has been put back.",
  theDiskIsFullAre: (free: string | number) =>
    `The disk is full: ${free} are left.`,
  workingAgentsStandStillAnd:
    "Working agents stand still, and nothing new begins. Make room on the disk of the data folder: everything goes on by itself within half a minute.",
  thereIsLittleRoomOn: (free: string | number) =>
    `There is little room on the disk: ${free} are left.`,
  below256MibAgentsAre:
    "Below 256 MiB agents are paused and nothing new begins.",
  theLiveStoreCouldNot: "The live store could not be copied.",
  at: (at: string | number, message: string | number) =>
    `At ${at}: ${message}.`,
  theNewestCopyIsOf: (newest_at: string | number) =>
    `The newest copy is of ${newest_at}.`,
  thereIsNoCopyYet: "There is no copy yet.",
  itIsTriedAgainEvery: "It is tried again every few minutes.",
  sending: "Sending…",
  iHaveReadThis: "I have read this",
} as const;
