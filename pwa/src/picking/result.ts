import { computed, effect, signal } from "@preact/signals";
import { place } from "../navigation";
import { tell } from "../scanning/tell";
import type { Kept } from "../store/recorded";
import type { ShownPick } from "../sync/replay";
import type { ResultKind } from "../ui/results";

/** The answer to the last scan or button, shown above the buttons for a few seconds. */
export interface LastResult {
  kind: ResultKind;
  word?: string;
  detail?: string;
  /** What can be taken back from here; it also stands in the history. */
  undoes?: Kept | readonly Kept[];
  /** A pick that this ISBN may belong to. */
  offers?: ShownPick;
  /** What a yes does: only the end was typed, or it was noted as not usable. */
  asks?: () => Promise<void>;
  /** What the button says that does it; else that it is found. */
  agree?: string;
  /** Where to go from the document in hand. */
  direction?: "left" | "right";
  /** It may have stood beyond the edge of its bay; that would move the edge. */
  edges?: readonly Edge[];
  /** A document that stands far from home: it may be put on the list of misplaced ones. */
  misplaced?: Misplaced;
}

/** Where it may have stood; then `starts` begins with the document `first`. */
export interface Edge {
  bay: string;
  starts: string;
  first: string;
}

/** `seen` and `home`: labels of bays, null where nobody can say. */
export interface Misplaced {
  barcode: string;
  seen: string | null;
  home: string | null;
  walk: string;
}

/** The next label waits beneath; undo stands in the history as well. */
const SHOWN_FOR_MS = 4000;
/** A question needs longer than a confirmation. */
const OFFERED_FOR_MS = 20_000;

export const lastResult = signal<LastResult | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows, says and sounds a result. */
export function showResult(result: LastResult): void {
  lastResult.value = result;
  tell(result.kind, result.word, result.detail);
  clearTimeout(timer);
  const isOffer = result.offers || result.asks || result.misplaced;
  timer = setTimeout(hideResult, isOffer ? OFFERED_FOR_MS : SHOWN_FOR_MS);
}

export function hideResult(): void {
  clearTimeout(timer);
  lastResult.value = null;
}

const screen = computed(() => place.value?.screen.name);
// What was said on one screen is not about the next, where a yes might be meant for something else.
effect(() => {
  if (screen.value) hideResult();
});
