import type { NodeProps } from "@xyflow/react";
import { useContext } from "preact/hooks";
import { StatusChip } from "../../StatusChip.tsx";
import { plural } from "../../format.ts";
import { CanvasActs } from "./acts.ts";
import type { FlowNode } from "./flow_elements.ts";
import { CANVAS_TEXT } from "@/components/text/canvas_text.ts";

/** One node: what it is, how it stands, and the buttons to open and fold it. */
export function RecordNode({ id, data }: NodeProps<FlowNode>) {
  const acts = useContext(CanvasActs);
  const { title, role, now, status, below, isFolded, isOpen, kind } =
    data.face.value;
  const head = (
    <>
      <span class="canvas-node-title">
        {role !== "task" && role !== "part" && (
          <span class="canvas-role">
            {role === "you" ? CANVAS_TEXT.person : role}
          </span>
        )}
        <span class="canvas-name">{title}</span>
      </span>
      <span class="canvas-node-now">
        {status && <StatusChip status={{ ...status, reason: "" }} />}
        <span class="canvas-now-words">{now || status?.reason}</span>
      </span>
    </>
  );
  return (
    <div
      class="canvas-node"
      data-kind={kind}
      data-role={role}
      data-look={status?.look}
      data-open={isOpen || undefined}
    >
      {kind === "person" ? <div class="canvas-node-face">{head}</div> : (
        <button
          type="button"
          class="canvas-node-face"
          aria-pressed={isOpen}
          data-node={id}
          onClick={() => acts.open({ kind: "node", id })}
        >
          {head}
        </button>
      )}
      {below > 0 && (
        <button
          type="button"
          class="canvas-fold nodrag"
          aria-expanded={!isFolded}
          aria-label={`${plural(below, "node")} below ${title}`}
          onClick={() => acts.fold(id)}
        >
          {isFolded ? `+${below}` : "−"}
        </button>
      )}
    </div>
  );
}
