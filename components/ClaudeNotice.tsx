import type { ClaudeStatus } from "@/domain/claude_status.ts";

/** Says what to do when agents cannot be started; nothing when they can. */
export function ClaudeNotice({ status }: { readonly status: ClaudeStatus }) {
  switch (status.kind) {
    case "ready":
    case "demo":
      return null;
    case "checking":
      return (
        <div class="notice">
          <p class="notice-title">Looking for Claude Code…</p>
          <p class="notice-text">
            Agents can be started as soon as the check is through.
          </p>
        </div>
      );
    case "missing":
      return (
        <div class="notice" data-tone="attention">
          <p class="notice-title">Claude Code was not found.</p>
          <p class="notice-text">{status.message}</p>
          <p class="notice-text">
            Install it with{" "}
            <code>npm install -g @anthropic-ai/claude-code</code>, or set{" "}
            <code>CLAUDE_CLI_PATH</code> to where it is. <TryTheDemo />
          </p>
        </div>
      );
    case "broken":
      return (
        <div class="notice" data-tone="error">
          <p class="notice-title">Claude Code does not run.</p>
          <p class="notice-text">{status.message}</p>
          <p class="notice-text">
            Run <code>claude --version</code>{" "}
            in a terminal to see what is wrong, then reload. <TryTheDemo />
          </p>
        </div>
      );
    case "signed_out":
      return (
        <div class="notice" data-tone="attention">
          <p class="notice-title">Claude Code is not signed in.</p>
          <p class="notice-text">
            Run <code>{status.path}</code>{" "}
            in a terminal and sign in, or make a token with{" "}
            <code>claude setup-token</code> and set{" "}
            <code>CLAUDE_CODE_OAUTH_TOKEN</code>, or set{" "}
            <code>ANTHROPIC_API_KEY</code>; then start again. <TryTheDemo />
          </p>
        </div>
      );
  }
}

function TryTheDemo() {
  return (
    <>
      To look around without an account, run <code>deno task demo</code>.
    </>
  );
}
