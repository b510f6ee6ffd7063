import type { JSX } from "preact";
import type { Look } from "./status.ts";

/** One shape per look, so that no meaning rests on colour alone. */
const SHAPES: Readonly<Record<Look, () => JSX.Element>> = {
  idle: () => <circle cx="8" cy="8" r="5" />,
  queued: () => (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.5V8l2.5 1.5" />
    </>
  ),
  working: () => <circle cx="8" cy="8" r="4.5" fill="currentColor" />,
  needs_you: () => (
    <path d="M4.5 9V5a1 1 0 0 1 2 0V3.2a1 1 0 0 1 2 0V5a1 1 0 0 1 2 0v1.2a1 1 0 0 1 2 0V10a4 4 0 0 1-4 4h-.8a4 4 0 0 1-3.3-1.8L2.6 9.6a1 1 0 0 1 1.6-1.1z" />
  ),
  recovering: () => (
    <>
      <path d="M13.5 8a5.5 5.5 0 1 1-1.8-4.1" />
      <path d="M13.8 1.8v3h-3" />
    </>
  ),
  stalled: () => <path d="M5.5 3.5v9M10.5 3.5v9" stroke-width="2.6" />,
  done: () => <path d="m3 8.6 3.4 3.4L13 4.6" stroke-width="2" />,
  failed: () => (
    <>
      <path d="M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4z" />
      <path d="m6 6 4 4m0-4-4 4" />
    </>
  ),
  cancelled: () => (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m3.8 12.2 8.4-8.4" />
    </>
  ),
};

/** The shape of a status, in the colour of the text around it. */
export function StatusIcon({ look }: { readonly look: Look }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width="12"
      height="12"
      aria-hidden="true"
    >
      {SHAPES[look]()}
    </svg>
  );
}
