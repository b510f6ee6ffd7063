import { EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { useContext } from "preact/hooks";
import { Icon } from "../../Icon.tsx";
import { curveOf } from "../edge_ends.ts";
import { CanvasActs } from "./acts.ts";
import type { FlowEdge } from "./flow_elements.ts";

/** One edge: a line that lights up, and a button where there is something to read. */
export function LinkEdge({ id, data }: EdgeProps<FlowEdge>) {
  const acts = useContext(CanvasActs);
  if (!data) return null;
  const { kind, label, name, isOpen, lit, moves } = data;
  const { path, buttonX, buttonY } = curveOf(kind, data);
  return (
    <>
      <path
        class="canvas-edge"
        d={path}
        data-kind={kind}
        data-open={isOpen || undefined}
        data-lit={lit ? (lit.isBack ? "back" : "onward") : undefined}
      />
      {lit && moves && (
        <path
          key={lit.beat}
          class="canvas-pulse"
          d={path}
          data-back={lit.isBack || undefined}
          pathLength={100}
        />
      )}
      {label !== "" && (
        <EdgeLabelRenderer>
          <button
            type="button"
            class="canvas-edge-label nodrag nopan"
            style={{
              transform:
                `translate(-50%, -50%) translate(${buttonX}px, ${buttonY}px)`,
            }}
            aria-label={name}
            aria-pressed={isOpen}
            data-edge={id}
            data-kind={kind}
            data-lit={lit ? true : undefined}
            onClick={() => acts.open({ kind: "edge", id })}
          >
            <Icon name={kind === "messages" ? "inbox" : "handoff"} />
            {label}
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
