import { useEffect, useState } from "preact/hooks";
import { type Address, addressOf, hrefOf } from "@/components/tasks/address.ts";

/** What the page's address says to show; changing it changes the address. */
export function useAddress(rendered: Address) {
  const [address, setAddress] = useState(rendered);
  useEffect(() => {
    const read = () => setAddress(addressOf(new URL(location.href)));
    addEventListener("popstate", read);
    return () => removeEventListener("popstate", read);
  }, []);

  const go = (change: Partial<Address>, replace = false) => {
    const next = { ...address, ...change };
    setAddress(next);
    if (replace) history.replaceState(null, "", hrefOf(next));
    else history.pushState(null, "", hrefOf(next));
  };
  return [address, go] as const;
}
