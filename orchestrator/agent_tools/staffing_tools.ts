import { z } from "zod";
import { PartKey } from "@/domain/handoff.ts";
import { AgentId } from "@/domain/ids.ts";
import { agentTool } from "./agent_tool.ts";
import { MAX_INSTRUCTIONS_CHARS, words } from "./text_limits.ts";

const part = PartKey.describe("The key that you gave the part.");

export const listWorkers = agentTool({
  name: "list_workers",
  roles: ["manager"],
  description:
    "See the workers that you can choose from: id, name, what each can do, and how much it has to do already. Answers at once and changes nothing.",
  input: z.strictObject({}),
  example: {},
  run: (desks, manager) => desks.handoff.listWorkers(manager),
});

export const selectWorker = agentTool({
  name: "select_worker",
  roles: ["manager"],
  description:
    "Choose the worker of one part. Call it once for each part, in the step that asks for the selection; several calls in one answer are fine. Take a worker that can do what the part requires, and spread parts that can run at the same time over different workers. A second call for the same part replaces the first.",
  input: z.strictObject({
    part,
    worker_id: AgentId.describe(
      "The worker's id, as list_workers shows it; not its name.",
    ),
  }),
  example: { part: "tests", worker_id: "01890a5d-ac96-774b-bcce-b302099a8057" },
  run: (desks, manager, input) => desks.handoff.selectWorker(manager, input),
});

export const submitInstructions = agentTool({
  name: "submit_instructions",
  roles: ["manager"],
  description:
    "Write the exact instructions of one part, for the worker that you chose. Call it once for each part, in the step that asks for the instructions. The worker sees these and the results of the parts that it depends on, and nothing else of your conversation: name files, commands, formats, and how it can tell that it is done. A second call for the same part replaces the first.",
  input: z.strictObject({
    part,
    instructions: words(MAX_INSTRUCTIONS_CHARS).describe(
      "All that the worker has to know.",
    ),
  }),
  example: {
    part: "tests",
    instructions:
      "Write count_test.ts beside count.ts. Cover empty files, Unicode and missing files. Run deno test until it passes, then report what you covered.",
  },
  run: (desks, manager, input) =>
    desks.handoff.submitInstructions(manager, input),
});
