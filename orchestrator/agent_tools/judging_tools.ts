import { z } from "zod";
import { MAX_SENT_BACK, PartKey } from "@/domain/handoff.ts";
import { agentTool } from "./agent_tool.ts";
import { MAX_OUTPUT_CHARS, MAX_REASON_CHARS, words } from "./text_limits.ts";

export const submitReview = agentTool({
  name: "submit_review",
  roles: ["manager"],
  description:
    `Judge the result of one part, in the step that shows you the results. "accept" takes it as it is. "send_back" has the worker do it again, with your reason as its guide; a part can be sent back ${
      MAX_SENT_BACK === 1 ? "once" : `${MAX_SENT_BACK} times`
    }. Judge every part before you submit the result.`,
  input: z.strictObject({
    part: PartKey.describe("The key that you gave the part."),
    verdict: z.enum(["accept", "send_back"]),
    reason: words(MAX_REASON_CHARS).describe(
      "Why; for send_back exactly what is wrong and what would be right.",
    ),
  }),
  example: {
    part: "tests",
    verdict: "send_back",
    reason: "Nothing covers a missing file. Add that test and run all of them.",
  },
  run: (desks, manager, input) => desks.handoff.submitReview(manager, input),
});

export const submitFinalResult = agentTool({
  name: "submit_result",
  roles: ["manager"],
  description:
    "Hand in the result of your whole task, put together from the parts. Call it once, as the last thing, when every part is judged: the task ends with it. Say what was done, where it is, and what is left.",
  input: z.strictObject({
    output: words(MAX_OUTPUT_CHARS).describe(
      "The result, for the person who asked; Markdown is fine.",
    ),
    succeeded: z.boolean().default(true).describe(
      "false when what was wanted could not be achieved.",
    ),
  }),
  example: {
    output: "count.ts counts words; 6 tests cover it, all pass.",
    succeeded: true,
  },
  run: (desks, manager, input) => desks.handoff.submitResult(manager, input),
});
