import { createWedge, type Key, LONGEST_GAP_MS } from "./keyboard";

type Typing = HTMLInputElement | HTMLTextAreaElement;

interface Snapshot {
  field: Typing;
  value: string;
}

/**
 * Hears a hand scanner that poses as a keyboard, wherever the focus is: nothing it sends stays in
 * a field or presses a button. Calls `onScan` with each text. Returns how to stop.
 */
export function listenToWedge(onScan: (text: string) => void): () => void {
  const hear = createWedge();
  const fields = createFieldGuard();
  const listen = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const field = typingField(event.target);
    if (field) fields.watch(field, event);
    const heard = hear(event);
    if (heard.kind === "nothing") return;
    // A person may type two letters this fast: in a field they stay until the scan is certain.
    if (heard.kind === "burst" && field) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (heard.kind === "scan") {
      fields.restore();
      onScan(heard.text);
    }
  };
  addEventListener("keydown", listen, { capture: true });
  return () => removeEventListener("keydown", listen, { capture: true });
}

/** Remembers what stood in a field before a burst, to put it back when it was a scanner. */
function createFieldGuard() {
  let before: Snapshot | undefined;
  let last = Number.NEGATIVE_INFINITY;
  return {
    watch(field: Typing, { timeStamp }: Key) {
      const isNewBurst = timeStamp - last > LONGEST_GAP_MS || before?.field !== field;
      if (isNewBurst) before = { field, value: field.value };
      last = timeStamp;
    },
    restore() {
      if (!before) return;
      before.field.value = before.value;
      before.field.dispatchEvent(new Event("input", { bubbles: true }));
      before = undefined;
    },
  };
}

function typingField(target: EventTarget | null): Typing | undefined {
  const isTyping = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return isTyping ? target : undefined;
}
