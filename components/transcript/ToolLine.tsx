import { formatDuration } from "../format.ts";
import { StatusIcon } from "../StatusIcon.tsx";
import { type LoadFull, Prose } from "./Prose.tsx";
import type { ToolCall, ToolResult } from "./rows.ts";
import { prettyInput, toolSummary } from "./tool_summary.ts";

const PREVIEW_LINES = 20;

type ToolLineProps = {
  readonly call: ToolCall;
  readonly result: ToolResult | null;
  /** Where the agent works: paths inside it are shown without it. */
  readonly folder: string;
  /** Also where all went well. */
  readonly isOpen: boolean;
  readonly loadFull: LoadFull;
};

/** A tool call folded to one line; open where it went wrong. */
export function ToolLine(
  { call, result, folder, isOpen, loadFull }: ToolLineProps,
) {
  const look = !result ? "working" : result.is_error ? "failed" : "done";
  const word = { working: "running", failed: "error", done: "ok" }[look];
  return (
    <details class="tool" open={isOpen || result?.is_error}>
      <summary>
        <span class="tool-name">{call.tool}</span>
        <span class="tool-summary mono">
          {toolSummary(call.input.text, folder)}
        </span>
        <span class="tool-outcome" data-look={look}>
          <StatusIcon look={look} />
          {word}
        </span>
        {result && (
          <span class="num meta">
            {formatDuration(Date.parse(result.at) - Date.parse(call.at))}
          </span>
        )}
      </summary>
      <div class="tool-body">
        <Prose
          code
          n={call.n}
          lines={PREVIEW_LINES}
          text={call.input.text.length === call.input.length
            ? pretty(call)
            : call.input}
          loadFull={async (n) => {
            const full = await loadFull(n);
            return full && prettyInput(full);
          }}
        />
        {result && (
          <div class="tool-result" data-error={result.is_error}>
            <Prose
              code
              n={result.n}
              lines={PREVIEW_LINES}
              text={result.text}
              loadFull={loadFull}
            />
          </div>
        )}
      </div>
    </details>
  );
}

function pretty(call: ToolCall) {
  const text = prettyInput(call.input.text);
  return { text, length: text.length, blob: null };
}
