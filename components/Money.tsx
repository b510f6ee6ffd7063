import { formatMoney } from "./format.ts";

/** US dollars at list price. */
export function Money({ usd }: { readonly usd: number }) {
  return (
    <span class="num" title={`$${usd.toFixed(6)}`}>{formatMoney(usd)}</span>
  );
}
