import {
  type ComponentChildren,
  type ComponentType,
  createContext,
  Fragment,
  h,
} from "preact";
import { useContext } from "preact/hooks";
import { currentPage } from "../render/page_state.ts";
import { setIdMask } from "./id_mask.ts";
import { closeMarker, ISLAND, openMarker, SLOT } from "./markers.ts";
import { plainElement } from "./plain.ts";
import { slotProps } from "./slot_props.ts";

type Props = Record<string, unknown>;

/** Slots share the id masks with islands and count from here. */
const FIRST_SLOT_MASK = 10_000;

const InsideIsland = createContext(false);

/**
 * Stands where an island is rendered on the server. Encloses its HTML in comments and
 * notes its props. An island within another one's own output needs neither: the
 * browser renders it as part of the outer one.
 */
export function IslandBoundary(
  { component, props }: { component: ComponentType<Props>; props: Props },
): ComponentChildren {
  const inside = useContext(InsideIsland);
  const page = currentPage();
  const found = page?.components.get(component);
  if (!page || !found || inside) return plainElement(component, props);

  const index = page.islands.length;
  const passed = slotProps(props, page.slots);
  page.islands.push({ ...found, props: passed });
  const element = setIdMask(plainElement(component, passed), index);
  return enclose(ISLAND, index, true, element);
}

/** Renders JSX the server passed to an island, enclosed in comments. */
export function Slot({ id }: { id: number }): ComponentChildren {
  const slot = currentPage()?.slots[id];
  if (!slot) return null;
  slot.rendered = true;
  const content = h(Fragment, null, slot.content);
  return enclose(SLOT, id, false, setIdMask(content, FIRST_SLOT_MASK + id));
}

function enclose(
  kind: string,
  index: number,
  inside: boolean,
  content: ComponentChildren,
): ComponentChildren {
  return [
    comment(openMarker(kind, index)),
    h(InsideIsland.Provider, { value: inside, children: content }),
    comment(closeMarker(kind)),
  ];
}

/** A comment in the HTML, which preact-render-to-string has a property for. */
function comment(text: string) {
  return h(Fragment as ComponentType<Props>, { UNSTABLE_comment: text });
}
