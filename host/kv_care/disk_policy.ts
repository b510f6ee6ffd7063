import type { DiskState } from "@/domain/storage_status.ts";

const MIB = 1024 ** 2;

/** From which amounts of room on something is done, in bytes. */
export type DiskLimits = {
  /** Below this, or below `lowShare`, a person is warned. */
  readonly lowBytes: number;
  /** A share of the whole disk; of large disks, no more than `lowShareBytes`. */
  readonly lowShare: number;
  readonly lowShareBytes: number;
  /** Below this nothing new begins and agents are held. */
  readonly fullBytes: number;
  /** What was full counts as full until there is that much room. */
  readonly roomAgainBytes: number;
  /** Below this the reserve is given back when a write fails. */
  readonly reserveNeededBytes: number;
  readonly reserveBytes: number;
};

export const DISK_LIMITS: DiskLimits = {
  lowBytes: 1024 * MIB,
  lowShare: 0.05,
  lowShareBytes: 10 * 1024 * MIB,
  fullBytes: 256 * MIB,
  // The reserve is made again out of it, and that must not fill the disk anew.
  roomAgainBytes: 336 * MIB,
  reserveNeededBytes: 32 * MIB,
  reserveBytes: 64 * MIB,
};

/** Room on a disk, in bytes. */
export type DiskRoom = { readonly free: number; readonly total: number };

/** What the room means, given what it meant before. Pure. */
export function diskState(
  { free, total }: DiskRoom,
  before: DiskState,
  limits: DiskLimits,
): DiskState {
  const fullBelow = before === "full"
    ? limits.roomAgainBytes
    : limits.fullBytes;
  if (free < fullBelow) return "full";
  const share = Math.min(total * limits.lowShare, limits.lowShareBytes);
  return free < Math.max(limits.lowBytes, share) ? "low" : "ok";
}

/** What is to be done with the reserve file. Pure. */
export function reserveStep(
  { free }: DiskRoom,
  facts: { readonly held: boolean; readonly writeFailed: boolean },
  limits: DiskLimits,
): "release" | "make" | "leave" {
  if (facts.held) {
    const isNeeded = facts.writeFailed && free < limits.reserveNeededBytes;
    return isNeeded ? "release" : "leave";
  }
  return free >= limits.roomAgainBytes ? "make" : "leave";
}
