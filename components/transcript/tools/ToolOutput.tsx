import type { ComponentChildren } from "preact";
import { Markdown } from "../../markdown/Markdown.tsx";
import { TRANSCRIPT_TEXT } from "../../text/transcript_text.ts";
import { FoldedText } from "../FoldedText.tsx";
import type { LoadFull } from "../row_view.ts";
import type { ToolResult } from "../rows.ts";
import { FileText } from "./FileText.tsx";
import { Terminal } from "./Terminal.tsx";
import type { ToolLook } from "./tool_look.ts";
import { commandResult, prettyJson, withoutWrapping } from "./tool_result.ts";

const PREVIEW_LINES = 20;

type ToolOutputProps = {
  readonly look: ToolLook;
  readonly result: ToolResult;
  /** What the reader looks for in it. */
  readonly sought: string;
  readonly loadFull: LoadFull;
};

/** What a tool gave back. */
export function ToolOutput(
  { look, result, sought, loadFull }: ToolOutputProps,
) {
  // A list is what was asked for, again.
  if (look.kind === "todos" && !result.is_error) return null;
  return (
    <div class="tool-result" data-error={result.is_error}>
      <FoldedText
        text={result.text}
        n={result.n}
        lines={PREVIEW_LINES}
        sought={sought}
        loadFull={loadFull}
      >
        {(text) => output(look, text, result.is_error)}
      </FoldedText>
    </div>
  );
}

function output(
  look: ToolLook,
  text: string,
  isError: boolean,
): ComponentChildren {
  if (isError && look.kind !== "command") {
    return <Terminal text={withoutWrapping(text)} />;
  }
  switch (look.kind) {
    case "command": {
      const { output } = commandResult(withoutWrapping(text), isError);
      return output === ""
        ? <p class="meta">{TRANSCRIPT_TEXT.noOutput}</p>
        : <Terminal text={output} />;
    }
    case "read":
      return <FileText text={text} />;
    case "agent":
    case "web":
      return <Markdown text={text} />;
    default:
      return <Terminal text={prettyJson(text)} />;
  }
}
