import type { ComponentChildren } from "preact";
import { SHARED_TEXT } from "@/components/text/shared_text.ts";

type ErrorBoxProps = {
  /** What failed, in one sentence. */
  readonly title: string;
  /** More that helps, such as what still works. */
  readonly detail?: string;
  readonly requestId?: string;
  /** The way on: a button or a link. */
  readonly children?: ComponentChildren;
};

/** Says what failed without taking the rest of the page away. */
export function ErrorBox(
  { title, detail, requestId, children }: ErrorBoxProps,
) {
  return (
    <div class="notice" data-tone="error" role="alert">
      <p class="notice-title">{title}</p>
      {detail && <p class="notice-text">{detail}</p>}
      {requestId && (
        <p class="meta">
          {SHARED_TEXT.request} <code>{requestId}</code>
        </p>
      )}
      {children}
    </div>
  );
}
