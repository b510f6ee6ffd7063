import type { PermissionAnswer } from "@/domain/claude_process.ts";
import type { CliEvent } from "@/domain/cli_event.ts";
import type { Loop } from "./loop_guard.ts";

/** What makes an agent stand still: the same call again and again, or a turn without an end. */
export type Runaway =
  | { readonly kind: "loop"; readonly loop: Loop }
  | { readonly kind: "rounds"; readonly rounds: number };

/** The tool by which agents ask; a question of ours takes the same way to the inbox. */
const QUESTION_TOOL = "AskUserQuestion";
const GO_ON = "Go on";

/** What a person is asked when an agent runs away, as the inbox takes it. */
export function runawayQuestion(
  runaway: Runaway,
): Extract<CliEvent, { kind: "permission_requested" }> {
  const [what, header] = runaway.kind === "loop"
    ? [sameCall(runaway.loop), "Circles"]
    : [
      `Its turn has taken ${runaway.rounds} rounds of the model.`,
      "Long turn",
    ];
  return {
    kind: "permission_requested",
    requestId: crypto.randomUUID(),
    toolName: QUESTION_TOOL,
    toolUseId: undefined,
    input: {
      questions: [{
        question: `${what} It stands still now. Should it go on?`,
        header,
        options: [
          { label: GO_ON, description: "It goes on where it is." },
          { label: "Stop", description: "Its task fails, and it rests." },
        ],
        multiSelect: false,
      }],
    },
    suggestions: [],
    needsPerson: true,
    blockedPath: undefined,
  };
}

function sameCall({ tool, detail, times }: Loop): string {
  return `It called the same thing ${times} times in a row: ${
    `${tool} ${detail}`.trim()
  }.`;
}

/** Whether the person lets it go on; whatever else they say, they do not. */
export function mayGoOn(answer: PermissionAnswer): boolean {
  if (answer.behavior !== "allow") return false;
  const { answers } = (answer.updatedInput ?? {}) as {
    readonly answers?: Readonly<Record<string, unknown>>;
  };
  return Object.values(answers ?? {}).includes(GO_ON);
}
