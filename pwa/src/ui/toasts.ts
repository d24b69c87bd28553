import { signal } from "@preact/signals";
import { announce } from "./announce";

export interface Toast {
  id: number;
  text: string;
  /** A way to take it back. It must also exist elsewhere: a toast goes away. */
  action?: { label: string; run: () => void };
}

const SHOWN_FOR_MS = 12_000;

export const toasts = signal<readonly Toast[]>([]);
let last = 0;

/** Shows a sentence above the bottom bar for 12 seconds, and says it. */
export function toast(text: string, action?: Toast["action"]): void {
  last += 1;
  const shown: Toast = action ? { id: last, text, action } : { id: last, text };
  toasts.value = [...toasts.value.slice(-1), shown];
  announce(text);
  setTimeout(() => dismiss(shown.id), SHOWN_FOR_MS);
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}
