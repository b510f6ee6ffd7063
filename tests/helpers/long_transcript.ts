import { sampleId } from "@/components/gallery/sample_fleet.ts";
import type { AgentId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import type { TranscriptBody, TranscriptEntry } from "@/domain/transcript.ts";

/** One round of work: what is said, what is run, what it gives back. */
const ROUND: readonly ((round: number) => TranscriptBody)[] = [
  (round) => ({ ...OWN, kind: "prompt", text: shortText(`Do part ${round}.`) }),
  (round) => ({
    ...OWN,
    kind: "text",
    message_id: `m${round}`,
    aborted: false,
    text: shortText(
      `I look at **part ${round}** first:\n\n- it has *${
        round % 7
      }* tests\n- and one \`config\`\n\n${
        "It does what it says, and no more. ".repeat(round % 5)
      }`,
    ),
  }),
  (round) => call(round, "Bash", { command: `deno test part_${round}.ts` }),
  (round) => ({
    ...OWN,
    kind: "tool_result",
    tool_use_id: `Bash-${round}`,
    is_error: round % 50 === 49,
    text: shortText(
      `${round % 50 === 49 ? "Exit code 1\n" : ""}${
        Array.from({ length: round % 30 }, (_, n) => `ok ${n} of ${round}`)
          .join("\n")
      }`,
    ),
  }),
  (round) =>
    call(round, "Edit", {
      file_path: `/srv/app/part_${round}.ts`,
      old_string: `const part = ${round};`,
      new_string: `const part = ${round + 1};\nconst more = true;`,
    }),
  (round) => ({
    ...OWN,
    kind: "tool_result",
    tool_use_id: `Edit-${round}`,
    is_error: false,
    text: shortText("The file has been updated successfully."),
  }),
  (round) => ({
    ...OWN,
    kind: "thinking",
    message_id: `m${round}`,
    text: shortText(`Part ${round} is done; the next one follows.`),
  }),
  (round) => ({
    ...OWN,
    kind: "turn_ended",
    succeeded: true,
    reason: "completed",
    duration_ms: 1_000 + round,
    cost_usd: 0.01,
    tokens: 1_000,
  }),
];

const OWN = { parent_tool_use_id: null };

function call(round: number, tool: string, input: object): TranscriptBody {
  return {
    ...OWN,
    kind: "tool_call",
    message_id: `m${round}`,
    tool_use_id: `${tool}-${round}`,
    tool,
    input: shortText(JSON.stringify(input)),
  };
}

/** A transcript of so many entries, as an agent could have made it. */
export function longTranscript(
  count: number,
  agent_id: AgentId = sampleId(1) as AgentId,
): TranscriptEntry[] {
  const startMs = Date.parse("2026-03-01T00:00:00.000Z");
  return Array.from({ length: count }, (_, n) => {
    const round = Math.floor(n / ROUND.length);
    const body = ROUND[n % ROUND.length]!(round);
    const at = new Date(startMs + n * 1_000).toISOString();
    return { ...body, agent_id, n, at, task_id: null } as TranscriptEntry;
  });
}
