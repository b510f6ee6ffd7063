import { useEffect, useRef, useState } from "preact/hooks";

/** Whether somebody is at an element: the mouse over it, or the focus in it. */
export function usePresence<E extends HTMLElement>() {
  const element = useRef<E>(null);
  const [over, setOver] = useState(false);
  const [inside, setInside] = useState(false);
  useEffect(() => {
    const at = element.current;
    if (!at) return;
    const enter = ({ pointerType }: PointerEvent) =>
      pointerType === "mouse" && setOver(true);
    const leave = () => setOver(false);
    const focusIn = () => setInside(true);
    const focusOut = ({ relatedTarget }: FocusEvent) => {
      if (!at.contains(relatedTarget as Node | null)) setInside(false);
    };
    at.addEventListener("pointerenter", enter);
    at.addEventListener("pointermove", enter);
    at.addEventListener("pointerleave", leave);
    at.addEventListener("focusin", focusIn);
    at.addEventListener("focusout", focusOut);
    return () => {
      at.removeEventListener("pointerenter", enter);
      at.removeEventListener("pointermove", enter);
      at.removeEventListener("pointerleave", leave);
      at.removeEventListener("focusin", focusIn);
      at.removeEventListener("focusout", focusOut);
    };
  }, []);
  return { element, isPresent: over || inside };
}
