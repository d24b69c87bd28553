/** A hand used to double clicks, or a finger that trembles; whoever means two taps takes longer. */
const AT_ONCE_MS = 300;
const SAME_PLACE_PX = 24;
/** Where somebody counts taps, as on the keys of a PIN. */
const EACH_COUNTS = "[data-each-tap]";

interface Tap {
  at: number;
  x: number;
  y: number;
}

/**
 * A double tap on a button or a link is one tap: after the first, another may stand under the finger,
 * or the same one ask of the next document. Keys are not concerned, nor is a tap on another place.
 */
export function listenForDoubleTaps(): void {
  let last: Tap | undefined;
  addEventListener(
    "click",
    (event) => {
      // Neither a finger nor a mouse: a key, or what a field says by itself.
      if (event.detail === 0 || !(event.target instanceof Element)) return;
      const tap = { at: event.timeStamp, x: event.clientX, y: event.clientY };
      const button = event.target.closest("button, a");
      if (button && isOneWith(last, tap) && isCountedAsSecond(event) && !eachCounts(button)) {
        event.preventDefault();
        event.stopPropagation();
      }
      last = button || event.target.closest("label, summary") ? tap : undefined;
    },
    { capture: true },
  );
}

function isOneWith(before: Tap | undefined, { at, x, y }: Tap): boolean {
  if (!before || at - before.at > AT_ONCE_MS) return false;
  return Math.hypot(x - before.x, y - before.y) <= SAME_PLACE_PX;
}

/** A mouse counts its clicks by itself, a finger does not. */
function isCountedAsSecond(event: MouseEvent): boolean {
  const isMouse = event instanceof PointerEvent && event.pointerType === "mouse";
  return !isMouse || event.detail > 1;
}

function eachCounts(button: Element): boolean {
  return button.closest(EACH_COUNTS) !== null;
}
