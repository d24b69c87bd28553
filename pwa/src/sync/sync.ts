import type { Exchanged } from "./exchange";

/** The part of navigator.locks that is needed; `null` is handed over where somebody else holds it. */
export interface Locks {
  request<T>(
    name: string,
    options: { ifAvailable: true },
    work: (lock: unknown) => Promise<T>,
  ): Promise<T>;
}

/** Runs something later, in milliseconds; returns how to call it off. */
export type Schedule = (wait: number, run: () => void) => () => void;

interface SyncNeeds {
  exchange: () => Promise<Exchanged>;
  locks: Locks;
  now: () => number;
  /** From 0 to below 1. */
  random: () => number;
  schedule: Schedule;
  onExchanged: (exchanged: Exchanged) => void;
}

export interface Sync {
  /** Sends everything now, if nobody asked us to wait; resolves when nothing is left to do. */
  now(): Promise<Exchanged>;
  /** A second from now, so that a burst of scans becomes one request. */
  soon(): void;
  /** The network is back or a person came back: forgets past failures. */
  wake(): void;
  stop(): void;
}

const SOON_MS = 1000;
const SHORTEST_MS = 2000;
const LONGEST_MS = 300_000;
const USUAL_MS = 20_000;
// Only a person can mend that a phone is not known any more: it asks now and then whether they have.
const FORGOTTEN_MS = 15 * 60_000;
const MOST_ROUNDS = 500;

/** Sends what waits, oldest first, one tab at a time, until the server has everything. */
export function createSync(needs: SyncNeeds): Sync {
  let callOff = () => {};
  let failures = 0;
  // The server asked for peace, by the phone's clock: from when until when.
  let peace = { from: 0, until: 0 };
  let running: Promise<Exchanged> | undefined;
  let isStopped = false;
  // Something was recorded while a request was on its way.
  let isAsked = false;

  const plan = (wait: number) => {
    callOff();
    if (isStopped) return;
    callOff = needs.schedule(Math.max(wait, peaceLeft()), () => void now());
  };

  /** Milliseconds. A clock that was set back meanwhile must not make a wait of years of it. */
  const peaceLeft = () => (needs.now() < peace.from ? 0 : Math.max(0, peace.until - needs.now()));

  async function now(): Promise<Exchanged> {
    const left = peaceLeft();
    if (left > 0) {
      plan(0);
      return { kind: "wait", seconds: left / 1000 };
    }
    running ??= rounds().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function rounds(): Promise<Exchanged> {
    isAsked = false;
    const exchanged = await needs.locks
      .request("rayon-sync", { ifAvailable: true }, async (lock) =>
        lock === null ? elsewhere : untilDone(needs),
      )
      .catch(() => broken);
    if (exchanged === elsewhere) plan(jitter(SHORTEST_MS));
    else after(exchanged);
    return exchanged;
  }

  function after(exchanged: Exchanged): void {
    const isVain = inVain.has(exchanged.kind);
    failures = isVain ? failures + 1 : 0;
    const asked = exchanged.kind === "wait" ? exchanged.seconds * 1000 : 0;
    peace = { from: needs.now(), until: needs.now() + asked };
    if (exchanged.kind === "done") plan(isAsked ? SOON_MS : jitter(USUAL_MS));
    else if (exchanged.kind === "forgotten") plan(jitter(FORGOTTEN_MS));
    else if (isVain) plan(asked + backOff());
  }

  /** Full jitter: phones that lost the same server do not come back all at once. */
  function backOff(): number {
    const ceiling = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** failures);
    return Math.max(SHORTEST_MS, needs.random() * ceiling);
  }

  function jitter(wait: number): number {
    return wait * (1 + needs.random() / 2);
  }

  return {
    now,
    soon: () => {
      isAsked = true;
      // After a failure the next try is planned already: scans must not hammer a tired server.
      if (failures === 0) plan(SOON_MS);
    },
    wake: () => {
      failures = 0;
      plan(0);
    },
    stop: () => {
      isStopped = true;
      callOff();
    },
  };
}

/** Nothing has left, or nothing new has come: the next try comes later than the last one did. */
const inVain: ReadonlySet<Exchanged["kind"]> = new Set([
  "failed",
  "full",
  "wait",
  "misunderstood",
  "forgotten",
]);
const elsewhere: Exchanged = { kind: "done", more: true };
// The phone's own memory failed: try again later.
const broken: Exchanged = { kind: "failed", reached: true };

async function untilDone({ exchange, onExchanged }: SyncNeeds): Promise<Exchanged> {
  for (let round = 1; ; round++) {
    const exchanged = await exchange();
    onExchanged(exchanged);
    if (exchanged.kind !== "done" || !exchanged.more || round === MOST_ROUNDS) return exchanged;
  }
}

/** Where the browser has no locks (or in tests): one at a time within this page. */
export function pageLocks(): Locks {
  const held = new Set<string>();
  return {
    async request(name, _options, work) {
      if (held.has(name)) return work(null);
      held.add(name);
      try {
        return await work({});
      } finally {
        held.delete(name);
      }
    },
  };
}
