import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { AGENT_TEXT } from "@/components/text/agent_text.ts";

type ChartsProps = { readonly agentId: string };

/** What an agent's processes use; drawn when somebody wants to see it. */
export function Resources({ agentId }: ChartsProps) {
  const [Charts, setCharts] = useState<ComponentType<ChartsProps>>();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      class="fold"
      onToggle={async (event) => {
        const { open } = event.currentTarget;
        setIsOpen(open);
        if (!open || Charts) return;
        const { ResourceCharts } = await import("./ResourceCharts.tsx");
        setCharts(() => ResourceCharts);
      }}
    >
      <summary>{AGENT_TEXT.resources}</summary>
      {isOpen && Charts && <Charts agentId={agentId} />}
    </details>
  );
}
