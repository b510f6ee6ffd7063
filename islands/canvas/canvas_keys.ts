/** What a key asks the drawing to do. */
export type CanvasKey =
  | { readonly kind: "pan"; readonly right: number; readonly down: number }
  | { readonly kind: "move"; readonly right: number; readonly down: number }
  | { readonly kind: "zoom"; readonly isIn: boolean }
  | { readonly kind: "fit" }
  | { readonly kind: "tidy" };

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

type Pressed = Pick<
  KeyboardEvent,
  "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey"
>;

/** What a pressed key means; keys of the browser mean nothing here. Pure. */
export function canvasKey(pressed: Pressed): CanvasKey | undefined {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined;
  const arrow = ARROWS[pressed.key];
  if (arrow) {
    const [right, down] = arrow;
    return { kind: pressed.shiftKey ? "move" : "pan", right, down };
  }
  switch (pressed.key) {
    case "+":
    case "=":
      return { kind: "zoom", isIn: true };
    case "-":
    case "_":
      return { kind: "zoom", isIn: false };
    case "f":
    case "0":
      return { kind: "fit" };
    case "t":
      return { kind: "tidy" };
    default:
      return undefined;
  }
}
