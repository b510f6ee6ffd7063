/**
 * Takes what is typed on the page until `release`, which gives it back as
 * text: a word that is meant for what opens in a moment is no command.
 */
export function holdKeys(): { readonly release: () => string } {
  let text = "";
  const take = (event: KeyboardEvent) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "Backspace") text = text.slice(0, -1);
    else if (key.length === 1) text += key;
    else if (key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("keydown", take, { capture: true });
  return {
    release() {
      removeEventListener("keydown", take, { capture: true });
      return text;
    },
  };
}
