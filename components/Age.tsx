import { formatAge, formatExact } from "./format.ts";

/** How long ago something was; the exact moment on hover. */
export function Age(
  { since, now }: { readonly since: string; readonly now: number },
) {
  return (
    <time class="num" dateTime={since} title={formatExact(since)}>
      {formatAge(now - Date.parse(since))}
    </time>
  );
}
