import { z } from "zod";
import { MAX_MESSAGE_CHARS } from "@/domain/message.ts";
import { agentTool } from "./agent_tool.ts";
import { MAX_DETAILS_CHARS, MAX_OUTPUT_CHARS, words } from "./text_limits.ts";

export const reportProgress = agentTool({
  name: "report_progress",
  roles: ["worker"],
  description:
    "Say how far you are with your task, after each step that a person would notice. Costs you nothing and needs no answer; go on with your work in the same turn.",
  input: z.strictObject({
    progress: z.number().min(0).max(1).describe(
      "The share that is done, from 0 to 1.",
    ),
    details: words(MAX_DETAILS_CHARS).describe("What is done, in a sentence."),
  }),
  example: { progress: 0.5, details: "The parser works; its tests are next." },
  run: (desks, worker, input) => desks.work.reportProgress(worker, input),
});

export const askManager = agentTool({
  name: "ask_manager",
  roles: ["worker"],
  description:
    "Ask the manager of your task something that you cannot find out yourself and that decides what you do. The call answers at once with the question's id, not with the answer: end your turn then, and the answer begins your next one. Do not ask for what you can look up or may decide.",
  input: z.strictObject({
    question: words(MAX_MESSAGE_CHARS).describe(
      "One question, with what you know and what you would do without an answer.",
    ),
  }),
  example: {
    question:
      "Should count.ts count hyphenated words as one? I would say yes, as wc does.",
  },
  run: (desks, worker, input) => desks.mail.askManager(worker, input),
});

export const submitPartResult = agentTool({
  name: "submit_result",
  roles: ["worker"],
  description:
    "Hand in the result of your task. Call it once, as the last thing, when you have checked your own work, and end your turn. Say what you did, where it is, how you checked it, and what you could not do.",
  input: z.strictObject({
    output: words(MAX_OUTPUT_CHARS).describe(
      "The result, for whoever gave you the task; Markdown is fine.",
    ),
  }),
  example: { output: "Wrote count_test.ts: 6 tests, all pass (deno test)." },
  run: (desks, worker, input) => desks.work.submitResult(worker, input),
});
