import type { ClaudeStatus } from "@/domain/claude_status.ts";
import { CLAUDE_TEXT } from "@/components/text/claude_text.ts";

/** Says what to do when agents cannot be started; nothing when they can. */
export function ClaudeNotice({ status }: { readonly status: ClaudeStatus }) {
  switch (status.kind) {
    case "ready":
    case "demo":
      return null;
    case "checking":
      return (
        <div class="notice">
          <p class="notice-title">{CLAUDE_TEXT.lookingForClaudeCode}</p>
          <p class="notice-text">{CLAUDE_TEXT.agentsCanBeStartedAs}</p>
        </div>
      );
    case "missing":
      return (
        <div class="notice" data-tone="attention">
          <p class="notice-title">{CLAUDE_TEXT.claudeCodeWasNotFound}</p>
          <p class="notice-text">{status.message}</p>
          <p class="notice-text">
            {CLAUDE_TEXT.installItWith}{" "}
            <code>npm install -g @anthropic-ai/claude-code</code>
            {CLAUDE_TEXT.orSet} <code>CLAUDE_CLI_PATH</code>{" "}
            {CLAUDE_TEXT.toWhereItIs} <TryTheDemo />
          </p>
        </div>
      );
    case "broken":
      return (
        <div class="notice" data-tone="error">
          <p class="notice-title">{CLAUDE_TEXT.claudeCodeDoesNotRun}</p>
          <p class="notice-text">{status.message}</p>
          <p class="notice-text">
            {CLAUDE_TEXT.run} <code>claude --version</code>{" "}
            {CLAUDE_TEXT.inATerminalToSee} <TryTheDemo />
          </p>
        </div>
      );
    case "signed_out":
      return (
        <div class="notice" data-tone="attention">
          <p class="notice-title">{CLAUDE_TEXT.claudeCodeIsNotSigned}</p>
          <p class="notice-text">
            {CLAUDE_TEXT.run} <code>{status.path}</code>{" "}
            {CLAUDE_TEXT.inATerminalAndSign} <code>claude setup-token</code>
            {" "}
            {CLAUDE_TEXT.andSet} <code>CLAUDE_CODE_OAUTH_TOKEN</code>
            {CLAUDE_TEXT.orSet} <code>ANTHROPIC_API_KEY</code>
            {CLAUDE_TEXT.thenStartAgain} <TryTheDemo />
          </p>
        </div>
      );
  }
}

function TryTheDemo() {
  return (
    <>
      {CLAUDE_TEXT.toLookAroundWithoutAn} <code>deno task demo</code>.
    </>
  );
}
