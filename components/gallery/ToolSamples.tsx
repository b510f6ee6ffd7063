import { toRows } from "../transcript/rows.ts";
import { TranscriptRow } from "../transcript/TranscriptRow.tsx";
import { SAMPLE_NOW, sampleId } from "./sample_fleet.ts";
import { sampleTools } from "./sample_tools.ts";

/** Every view of a tool's use. */
export function ToolSamples() {
  const view = {
    agentId: sampleId(1),
    agentName: "Ada",
    folder: "/srv/app",
    loadFull: () => Promise.resolve(undefined),
    folds: { get: () => undefined, set: () => {} },
    isLean: false,
  };
  const now = { isMarked: false, sought: "", isBusy: true, nowMs: SAMPLE_NOW };
  return (
    <div class="card">
      {toRows(sampleTools()).map((row) => (
        <TranscriptRow
          key={row.n}
          // The gallery has a transcript whose lines have these ids already.
          row={{ ...row, n: 1_000 + row.n }}
          view={view}
          now={now}
        />
      ))}
    </div>
  );
}
