import { Task } from "@/domain/task.ts";
import { z } from "zod";

/**
 * A task as the store has it. One from before tasks had parts cost, with all
 * of its parts, what it cost itself.
 */
export const StoredTask = z.preprocess((value) => {
  const isOld = typeof value === "object" && value !== null &&
    "usage" in value && !("tree_usage" in value);
  return isOld ? { ...value, tree_usage: value.usage } : value;
}, Task);
