import { SHELL_TEXT } from "@/components/text/shell_text.ts";
/** Makes sure that nobody takes the demo for real work, or fears its cost. */
export function DemoBanner() {
  return <p class="demo-banner">{SHELL_TEXT.demoTheRealClaudeCode}</p>;
}
