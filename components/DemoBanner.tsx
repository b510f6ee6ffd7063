/** Makes sure that nobody takes the demo for real work, or fears its cost. */
export function DemoBanner() {
  return (
    <p class="demo-banner">
      Demo: the real Claude Code on a scripted model. No account, no network, no
      cost.
    </p>
  );
}
