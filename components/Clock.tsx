import { formatClock, formatExact } from "./format.ts";

/** A time of day; the exact moment on hover. */
export function Clock({ at }: { readonly at: string }) {
  return (
    <time class="num" dateTime={at} title={formatExact(at)}>
      {formatClock(at)}
    </time>
  );
}
