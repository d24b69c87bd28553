import type { Trouble } from "./database";
import { createStore, type Everything } from "./store";

let inTrouble: (trouble: Trouble) => void = (trouble) => {
  missed = trouble;
};
let missed: Trouble | undefined;

/** This phone's memory. Its file comes first and opens it while the rest of the app is on its way. */
export const store = createStore({
  indexedDB: globalThis.indexedDB,
  now: () => Date.now(),
  randomBytes: (bytes) => crypto.getRandomValues(bytes),
  onTrouble: (trouble) => inTrouble(trouble),
});

// Given out once: it grows old.
let firstLook: Promise<Everything> | undefined = store.everything();
// Whoever asks for it is told.
firstLook.catch(() => undefined);

/** All that the screens show; of the picks, those of one walk: this one, or the last. */
export function everything(walk: string | null): Promise<Everything> {
  const look = (walk === null && firstLook) || store.everything(walk);
  firstLook = undefined;
  return look;
}

/** Calls `tell` when the memory does not open, also for what came before somebody asked. */
export function whenInTrouble(tell: (trouble: Trouble) => void): void {
  inTrouble = tell;
  if (missed) tell(missed);
}
