import { signal } from "@preact/signals";

const STORED_AS = "vamp.keys";

/** Whether single letters act on the whole page; written in the browser alone. */
export const keysOn = signal(true);

/** Reads what this browser keeps; to be called in the browser alone. */
export function areKeysOn(): boolean {
  keysOn.value = localStorage.getItem(STORED_AS) !== "off";
  return keysOn.value;
}

/** Turns the letters on or off, here and on the pages to come. */
export function switchKeys(isOn: boolean): void {
  localStorage.setItem(STORED_AS, isOn ? "on" : "off");
  keysOn.value = isOn;
}
