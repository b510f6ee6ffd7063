/** Finds what the bare page shows. */
export const BARE_WITNESS = "#shown";

/**
 * Turns the page that it is run in into the least that can follow the stream: a
 * field to write in, and a line with the newest event that has a moment in it.
 * It is sent there as text, so it uses nothing from outside.
 */
export function becomeBare(stream: string): Promise<void> {
  document.body.innerHTML =
    '<textarea id="field"></textarea><p id="shown"></p>';
  document.getElementById("field")?.focus();
  const shown = document.getElementById("shown");
  const source = new EventSource(stream);
  source.onmessage = ({ data }) => {
    if (shown && /@\d+@/.test(data)) shown.textContent = data;
  };
  return new Promise((resolve) => source.onopen = () => resolve());
}
