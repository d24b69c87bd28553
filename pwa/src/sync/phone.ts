import type { Trouble } from "../store/database";
import type { RandomBytes } from "../store/ids";
import { createStore, type Store } from "../store/store";
import type { Exchanged } from "./exchange";
import { createRecorder, type Record } from "./outbox";
import { createSync, type Locks, type Schedule, type Sync } from "./sync";

/** All that a phone needs from the world around it, so that it also runs without a browser. */
export interface Surroundings {
  indexedDB: IDBFactory;
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  now: () => number;
  locks: Locks;
  /** From 0 to below 1. */
  random: () => number;
  randomBytes: RandomBytes;
  schedule: Schedule;
  onTrouble?: (trouble: Trouble) => void;
  onExchanged?: (exchanged: Exchanged) => void;
}

export interface Phone {
  store: Store;
  /** Resolves when the deed is on the disk. Sending follows by itself. */
  record: Record;
  sync: Sync;
  /** One request, without timers: for the last second of a page, and for tests. */
  exchange: () => Promise<Exchanged>;
}

/** A phone: its memory, what is recorded on it, and how that gets to the server. */
export function createPhone(
  surroundings: Surroundings,
  store: Store = createStore(surroundings),
): Phone {
  const exchange = lazyExchange({ ...surroundings, store });
  const onExchanged = surroundings.onExchanged ?? (() => undefined);
  const sync = createSync({ ...surroundings, exchange, onExchanged });
  const write = createRecorder({ ...surroundings, store });
  const record: Record = async (deed) => {
    const kept = await write(deed);
    sync.soon();
    return kept;
  };
  return { store, record, sync, exchange };
}

/** Its code comes with the first request, not before the first picture. */
function lazyExchange(needs: Surroundings & { store: Store }): () => Promise<Exchanged> {
  let exchange: (() => Promise<Exchanged>) | undefined;
  return async () => {
    try {
      exchange ??= (await import("./exchange")).createExchange(needs);
    } catch {
      return { kind: "failed", reached: false };
    }
    return exchange();
  };
}
