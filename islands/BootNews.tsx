import type { BootState } from "@/domain/boot_report.ts";
import { BootCard } from "./host/BootCard.tsx";
import { fleet } from "./live/store.ts";

/** On the first page: what the last start met, until a person has read it. */
export default function BootNews({ boot }: { readonly boot: BootState }) {
  return <BootCard boot={fleet.value?.boot ?? boot} />;
}
