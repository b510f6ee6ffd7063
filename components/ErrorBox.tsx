import type { ComponentChildren } from "preact";

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
          Request <code>{requestId}</code>
        </p>
      )}
      {children}
    </div>
  );
}
