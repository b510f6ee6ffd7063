import type { ComponentChildren } from "preact";
import { SHARED_TEXT } from "@/components/text/shared_text.ts";

type EmptyStateProps = {
  readonly title: string;
  /** What will be listed here, in one sentence. */
  readonly text: string;
  /** A command that does it from a terminal. */
  readonly command?: string;
  /** The one thing to do. */
  readonly children?: ComponentChildren;
};

/** What a list shows before it has anything. */
export function EmptyState(
  { title, text, command, children }: EmptyStateProps,
) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      <p class="empty-text">{text}</p>
      {children}
      {command && (
        <p class="empty-command">
          <span class="meta">{SHARED_TEXT.orFromATerminal}</span>
          <code class="command">{command}</code>
        </p>
      )}
    </div>
  );
}
