import type { Fleet } from "@/domain/fleet.ts";
import type { Handoff } from "@/domain/handoff.ts";
import { fullText } from "../full_text.ts";
import type { LiveStorePort, Sources } from "../ports.ts";
import { storeText } from "../store_text.ts";
import type { PromptTexts } from "./manager_prompts.ts";
import { partText, type PartTexts } from "./part_tasks.ts";
import { outputOf, taskOfPart } from "./parts.ts";

/** Characters of a part's text in its record, which also holds its results. */
const INLINE_PART_CHARS = 4_000;

/** Reads the long texts that the next prompt of a hand-off may need. */
export async function promptTexts(
  store: Pick<LiveStorePort, "readText">,
  handoff: Handoff,
  fleet: Fleet,
): Promise<PromptTexts> {
  const task = fleet.tasks[handoff.task_id];
  const results = handoff.parts.map(async (part) => {
    const partTask = taskOfPart(fleet, part);
    const output = partTask && outputOf(partTask);
    return [part.key, output ? await fullText(store, output) : ""] as const;
  });
  return {
    task: task ? await fullText(store, task.description) : "",
    results: new Map(await Promise.all(results)),
  };
}

/** Stores the texts of the tasks that the parts become, by the part's key. */
export async function partTexts(
  deps: {
    readonly store: Pick<LiveStorePort, "readText" | "saveText">;
    readonly sources: Pick<Sources, "newId">;
  },
  handoff: Handoff,
): Promise<PartTexts> {
  const texts = handoff.parts.map(async (part) => {
    const [instructions, description] = await Promise.all([
      part.instructions ? fullText(deps.store, part.instructions) : "",
      fullText(deps.store, part.description),
    ]);
    const text = partText(part, instructions, description);
    return [part.key, await storeText(deps, text, INLINE_PART_CHARS)] as const;
  });
  return new Map(await Promise.all(texts));
}
