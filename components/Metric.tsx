import type { ComponentChildren } from "preact";

type MetricProps = {
  readonly label: string;
  readonly children: ComponentChildren;
  /** A smaller second line. */
  readonly note?: string;
  readonly tone?: "attention";
};

/** One headline number of a page. */
export function Metric({ label, children, note, tone }: MetricProps) {
  return (
    <div class="metric" data-tone={tone}>
      <dt class="metric-label">{label}</dt>
      <dd class="metric-value num">
        {children}
        {note && <span class="metric-note">{note}</span>}
      </dd>
    </div>
  );
}
