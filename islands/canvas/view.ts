import type { Camera } from "@/components/canvas/flow/Drawing.tsx";
import { FIT_PADDING } from "@/components/canvas/places.ts";
import { isStill } from "./use_places.ts";

const PAN_PX = 90;
const MOVE_MS = 160;
const ZOOM_STEP = 1.25;

const duration = () => isStill() ? 0 : MOVE_MS;

/** Smaller than this, nobody can read it. */
const READABLE_ZOOM = 0.45;
const FIRST_ZOOM = 0.7;
const MARGIN_PX = 16;

/** Begins with all there is, or, where that is too small to read, with the corner. */
export function firstView(camera: Camera): void {
  if (camera.getZoom() >= READABLE_ZOOM) return;
  const { x, y } = camera.getNodesBounds(camera.getNodes());
  void camera.setViewport({
    x: MARGIN_PX - x * FIRST_ZOOM,
    y: MARGIN_PX - y * FIRST_ZOOM,
    zoom: FIRST_ZOOM,
  });
}

/** Moves the view over the drawing by so many steps. */
export function panBy(camera: Camera, right: number, down: number): void {
  shift(camera, -right * PAN_PX, -down * PAN_PX);
}

/** Makes the drawing larger or smaller, around the middle of the view. */
export function zoomBy(camera: Camera, isIn: boolean): void {
  const { zoom } = camera.getViewport();
  void camera.zoomTo(isIn ? zoom * ZOOM_STEP : zoom / ZOOM_STEP, {
    duration: duration(),
  });
}

/** Shows the whole drawing. */
export function fit(camera: Camera): void {
  void camera.fitView({ padding: FIT_PADDING, duration: duration() });
}

/** Moves the view so far that an element of the drawing is inside `box`. */
export function bringIntoView(
  camera: Camera,
  box: Element,
  element: Element,
): void {
  const outer = box.getBoundingClientRect();
  const inner = element.getBoundingClientRect();
  const isInside = inner.left >= outer.left && inner.right <= outer.right &&
    inner.top >= outer.top && inner.bottom <= outer.bottom;
  if (isInside) return;
  shift(
    camera,
    outer.left + outer.width / 2 - inner.left - inner.width / 2,
    outer.top + outer.height / 2 - inner.top - inner.height / 2,
  );
}

function shift(camera: Camera, dx: number, dy: number): void {
  const { x, y, zoom } = camera.getViewport();
  void camera.setViewport({ x: x + dx, y: y + dy, zoom }, {
    duration: duration(),
  });
}
