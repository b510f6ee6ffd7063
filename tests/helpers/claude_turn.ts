/** Runs one prompt through a real `claude`, against a model on loopback and nothing else. */

import { claudeUnderTest } from "./claude_under_test.ts";

/** What the process is started with. */
export interface ClaudeTurnOptions {
  readonly baseUrl: string;
  readonly cwd: string;
  /** An empty folder that stands in for the home directory. */
  readonly home: string;
  readonly prompt: string;
  readonly appendSystemPrompt?: string;
}

/** A frame of the process's output, as far as tests read it. */
export interface ClaudeFrame {
  readonly type: string;
  readonly subtype?: string;
  // deno-lint-ignore no-explicit-any
  readonly [field: string]: any;
}

/** Runs one turn to its end and returns all frames; the last is the result. */
export async function runClaudeTurn(
  options: ClaudeTurnOptions,
): Promise<readonly ClaudeFrame[]> {
  const args = [
    "-p",
    "--input-format",
    "stream-json",
    "--output-format",
    "stream-json",
    "--verbose",
    "--permission-mode",
    "acceptEdits",
    "--setting-sources",
    "",
    "--strict-mcp-config",
  ];
  if (options.appendSystemPrompt) {
    args.push("--append-system-prompt", options.appendSystemPrompt);
  }
  await using child = new Deno.Command(claudeUnderTest(), {
    args,
    cwd: options.cwd,
    clearEnv: true,
    env: {
      PATH: "/usr/bin:/bin",
      HOME: options.home,
      TMPDIR: options.home,
      ANTHROPIC_BASE_URL: options.baseUrl,
      ANTHROPIC_API_KEY: "test-key",
      DISABLE_AUTOUPDATER: "1",
      DISABLE_TELEMETRY: "1",
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const message = {
    type: "user",
    message: { role: "user", content: options.prompt },
    parent_tool_use_id: null,
    client_composed: true,
  };
  const stdin = child.stdin.getWriter();
  await stdin.write(new TextEncoder().encode(JSON.stringify(message) + "\n"));
  await stdin.close();
  const { stdout, stderr } = await child.output();
  const lines = new TextDecoder().decode(stdout).split("\n").filter(Boolean);
  const frames = lines.map((line) => JSON.parse(line) as ClaudeFrame);
  if (frames.at(-1)?.type !== "result") {
    throw new Error(
      `Cannot find a result in the output: ${new TextDecoder().decode(stderr)}`,
    );
  }
  return frames;
}

/** Each tool call of a turn with what came of it, in the order of the results. */
export function toolCalls(
  frames: readonly ClaudeFrame[],
): readonly { readonly name: string; readonly isError: boolean }[] {
  const blocks = frames.flatMap((frame) =>
    Array.isArray(frame.message?.content) ? frame.message.content : []
  );
  return blocks.filter((block) => block.type === "tool_result").map((
    result,
  ) => ({
    name: blocks.find((block) => block.id === result.tool_use_id).name,
    isError: result.is_error === true,
  }));
}
