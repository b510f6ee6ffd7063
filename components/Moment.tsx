import { formatExact } from "./format.ts";

/** A date with its time, the same for every reader. */
export function Moment({ at }: { readonly at: string }) {
  return <time class="num" dateTime={at}>{formatExact(at)}</time>;
}
