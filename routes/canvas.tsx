import { asset, Head } from "fresh/runtime";
import { canvasFleet } from "@/components/canvas/canvas_fleet.ts";
import { attentionCount } from "@/components/fleet_order.ts";
import { titleWithCount } from "@/components/page_title.ts";
import CanvasView from "@/islands/CanvasView.tsx";
import { define } from "@/state.ts";
import { CANVAS_TEXT } from "@/components/text/canvas_text.ts";

/** The workflow: who works on what, who hands what to whom, who talks with whom. */
export default define.page(({ state: { queries } }) => {
  const fleet = queries.fleet();
  const attention = attentionCount(fleet);
  const carried = canvasFleet(fleet);
  return (
    <>
      <Head>
        <title>{titleWithCount("Workflow · VAMP", attention)}</title>
        <link rel="stylesheet" href={asset("/canvas.css")} />
      </Head>
      <h1>{CANVAS_TEXT.workflow}</h1>
      <CanvasView
        rendered={{ fleet: carried.fleet, atMs: Date.now() }}
        left={carried.left}
      />
    </>
  );
});
