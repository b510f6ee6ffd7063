import { useMemo, useState } from "preact/hooks";
import { formatDuration } from "../format.ts";
import { StatusIcon } from "../StatusIcon.tsx";
import { TRANSCRIPT_TEXT } from "../text/transcript_text.ts";
import type { RowNow, RowView } from "./row_view.ts";
import type { ToolCall, ToolResult } from "./rows.ts";
import { inputFields } from "./tools/input_fields.ts";
import { toolLook, toolName } from "./tools/tool_look.ts";
import { ToolInput } from "./tools/ToolInput.tsx";
import { ToolOutput } from "./tools/ToolOutput.tsx";
import { toolFacts, toolSummary } from "./tools/tool_words.ts";
import { useWhole } from "./use_whole.ts";

type ToolLineProps = {
  readonly call: ToolCall;
  readonly result: ToolResult | null;
  readonly view: RowView;
  readonly now: RowNow;
};

const LOOKS = {
  running: "working",
  none: "cancelled",
  error: "failed",
  ok: "done",
} as const;

/** A tool call folded to one line; open where it went wrong. */
export function ToolLine({ call, result, view, now }: ToolLineProps) {
  const { folder, loadFull, folds, isLean } = view;
  const [isOpen, setIsOpen] = useState(
    () => folds.get(call.n) ?? (result?.is_error ?? false),
  );
  const isShown = isOpen || now.isMarked;
  const input = useWhole(call.input, call.n, loadFull, isLean && isShown);
  const look = useMemo(() => toolLook(call.tool, input.text), [input.text]);
  const facts = useMemo(
    () =>
      look.kind === "edits" && !inputFields(input.text).isWhole
        ? ""
        : toolFacts(
          look,
          result
            ? { text: result.text.text, isError: result.is_error }
            : undefined,
        ),
    [look, result],
  );
  const { server, name } = toolName(call.tool);
  const outcome = outcomeOf(result, now.isBusy);

  return (
    <details
      class="tool"
      open={isShown}
      onToggle={(event) => {
        const { open } = event.currentTarget;
        if (open === isShown) return;
        folds.set(call.n, open);
        setIsOpen(open);
      }}
    >
      <summary>
        <span class="tool-name">{name}</span>
        {server !== "" && (
          <span class="meta">{TRANSCRIPT_TEXT.server(server)}</span>
        )}
        <span class="tool-summary mono">{toolSummary(look, folder)}</span>
        {facts !== "" && <span class="tool-facts num">{facts}</span>}
        <span class="tool-outcome" data-look={LOOKS[outcome]}>
          <StatusIcon look={LOOKS[outcome]} />
          {outcome === "none"
            ? TRANSCRIPT_TEXT.noResult
            : TRANSCRIPT_TEXT[outcome]}
        </span>
        <span class="tool-time num meta">
          {timeWords(call, result, outcome, now.nowMs)}
        </span>
      </summary>
      {(isShown || !isLean) && (
        <div class="tool-body">
          <ToolInput look={look} folder={folder} />
          {result && (
            <ToolOutput
              look={look}
              result={result}
              sought={now.sought}
              loadFull={loadFull}
            />
          )}
        </div>
      )}
    </details>
  );
}

function outcomeOf(
  result: ToolResult | null,
  isBusy: boolean,
): keyof typeof LOOKS {
  if (!result) return isBusy ? "running" : "none";
  return result.is_error ? "error" : "ok";
}

function timeWords(
  call: ToolCall,
  result: ToolResult | null,
  outcome: keyof typeof LOOKS,
  nowMs: number,
): string {
  if (!result && outcome !== "running") return "";
  const endMs = result ? Date.parse(result.at) : nowMs;
  return formatDuration(Math.max(0, endMs - Date.parse(call.at)));
}
