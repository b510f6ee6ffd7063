import { signal } from "@preact/signals";

/** Something that has been done, and how to take it back. */
export type Toast = {
  readonly id: number;
  readonly words: string;
  readonly undo?: ToastUndo;
};

export type ToastUndo = {
  /** What the button says: `Undo`, `Go on`. */
  readonly label: string;
  readonly run: () => void;
};

/** Toasts that are in sight at once. */
const KEPT = 3;

/** What the tab shows now, the newest last; written in the browser alone. */
export const toasts = signal<readonly Toast[]>([]);
let lastId = 0;

/** Says that something has been done; politely, without taking the focus. */
export function toast(words: string, undo?: ToastUndo): void {
  const next = { id: ++lastId, words, ...(undo ? { undo } : {}) };
  toasts.value = [...toasts.peek(), next].slice(-KEPT);
}

/** Takes one away; harmless when it is gone. */
export function dismissToast(id: number): void {
  toasts.value = toasts.peek().filter((each) => each.id !== id);
}
