import { FRAME_TEXT } from "@/components/text/frame_text.ts";
/** Makes sure that nobody takes the demo for real work, or fears its cost. */
export function DemoBanner() {
  return <p class="demo-banner">{FRAME_TEXT.demoTheRealClaudeCode}</p>;
}
