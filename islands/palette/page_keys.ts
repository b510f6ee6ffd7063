/** What a key means on the whole page. */
export type PageKey =
  | { readonly kind: "open"; readonly what: "palette" | "sheet" }
  /** A second key says where to. */
  | { readonly kind: "g" }
  /** To the page that has this key. */
  | { readonly kind: "go"; readonly key: string }
  /** From an agent to the next or the previous one. */
  | { readonly kind: "sibling"; readonly step: 1 | -1 }
  | { readonly kind: "filter" | "pause" | "next" | "message" };

type Pressed =
  & Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">
  & { readonly target: unknown };

/**
 * Reads one key. Letters that are typed into a field are never commands, nor
 * is anything while a dialog is open; the palette opens from fields, too.
 */
export function pageKey(
  { key, ctrlKey, metaKey, altKey, target }: Pressed,
  { isOn, isAfterG }: { readonly isOn: boolean; readonly isAfterG: boolean },
): PageKey | undefined {
  const at = target as Partial<Element> | null;
  if (at?.closest?.("dialog[open]")) return undefined;
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k") {
    return { kind: "open", what: "palette" };
  }
  if (ctrlKey || metaKey || altKey || isTyping(at)) return undefined;
  if (key === "?") return { kind: "open", what: "sheet" };
  if (!isOn) return undefined;
  if (isAfterG) {
    return { kind: "go", key };
  }
  switch (key) {
    case "g":
      return { kind: "g" };
    case "/":
      return { kind: "filter" };
    case "p":
      return { kind: "pause" };
    case "n":
      return { kind: "next" };
    case "m":
      return { kind: "message" };
    case "[":
      return { kind: "sibling", step: -1 };
    case "]":
      return { kind: "sibling", step: 1 };
    default:
      return undefined;
  }
}

function isTyping(at: Partial<Element> | null): boolean {
  return at?.matches?.(
    "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]",
  ) ?? false;
}
