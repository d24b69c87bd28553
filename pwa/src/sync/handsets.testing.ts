import "fake-indexeddb/auto";
import { IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { meaningOf, onTheWay, type Reader, type Street, stillOn } from "../rounds/street";
import { handOver, lend, takeBack } from "../rounds/street-deeds";
import { allTables } from "../store/database";
import type { Session } from "../store/meta";
import { isUnsettled } from "../store/personal";
import { seal, unseal } from "../store/sealed";
import type { Deed } from "./outbox";
import { createPhone, type Phone } from "./phone";
import { replay } from "./replay";
import { pageLocks } from "./sync";

/** A request that waits for the world outside to say what becomes of it. */
export interface Asked {
  fetch: number;
  tab: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

export type Reply = { status: number; headers: Record<string, string>; body: string | null } | null;

/** What every page of one phone shares: its memory, its locks, its clock, its bad luck. */
interface Body {
  indexedDB: IDBFactory;
  locks: ReturnType<typeof pageLocks>;
  /** Milliseconds by which this phone's clock is wrong. */
  skew: number;
  /** Transactions that will be aborted. */
  aborts: number;
  /** Numbers of actions written without waiting for the disk. */
  unflushed: Set<number>;
}

interface Tab {
  body: Body;
  phone: Phone;
  /** When the phone wants to sync by itself, in the world's time. */
  timer: number | undefined;
  /** The round that this page has opened. */
  street?: Street;
}

interface Enrolment {
  credential: string;
  device: { id: string; name: string };
  session: Session;
}

/** Many phones in one process. `ask` puts a request out; `answer` brings back what became of it. */
export function createHandsets(ask: (asked: Asked) => void, seed: number) {
  const random = pseudoRandom(seed);
  const bodies = new Map<string, Body>();
  const tabs = new Map<string, Tab>();
  const open = new Map<number, (reply: Reply) => void>();
  let requests = 0;
  let now = 0;

  function openTab(name: string, body: Body): Tab {
    const tab: Tab = { body, timer: undefined, phone: undefined as unknown as Phone };
    tab.phone = createPhone({
      indexedDB: body.indexedDB,
      locks: body.locks,
      now: () => now + body.skew,
      random,
      randomBytes: (bytes) => bytes.map(() => Math.floor(random() * 256)),
      schedule: (wait) => {
        tab.timer = now + wait;
        return () => {
          tab.timer = undefined;
        };
      },
      fetch: ((url: string, init: RequestInit) => request(name, url, init)) as typeof fetch,
    });
    tabs.set(name, tab);
    // As the app does when it starts.
    tab.phone.sync.wake();
    return tab;
  }

  function request(tab: string, url: string, init: RequestInit): Promise<Response> {
    const fetch = ++requests;
    const headers = init.headers as Record<string, string>;
    const { method = "GET", body = "" } = init;
    ask({ fetch, tab, method, url, headers, body: String(body) });
    return new Promise((resolve, reject) => {
      open.set(fetch, (reply) => {
        if (reply === null) reject(new TypeError("Failed to fetch"));
        else resolve(new Response(reply.body, { status: reply.status, headers: reply.headers }));
      });
    });
  }

  const tabOf = (name: string): Tab => {
    const tab = tabs.get(name);
    if (!tab) throw new Error(`no tab ${name}`);
    return tab;
  };

  async function newPhone(name: string, { credential, device, session }: Enrolment) {
    const body = newBody();
    bodies.set(name, body);
    await openTab(name, body).phone.store.setMeta({ credential, device, session });
  }

  /** Another phone with the same memory, as a backup of the phone would make it. */
  async function clone(name: string, copy: string) {
    const from = tabOf(name).phone.store.connection;
    const body = newBody();
    bodies.set(copy, body);
    const to = openTab(copy, body).phone.store.connection;
    const rows = await from.read((database) =>
      Promise.all(
        allTables.map(async (table) => ({
          table,
          keys: await database.getAllKeys(table),
          values: await database.getAll(table),
        })),
      ),
    );
    await to.write(allTables, async (writing) => {
      for (const { table, keys, values } of rows) {
        for (const [index, value] of values.entries()) {
          const key = table === "meta" ? (keys[index] as never) : undefined;
          await writing.objectStore(table).put(value as never, key);
        }
      }
    });
  }

  /** The app is gone: what waits for an answer will never hear it. The memory stays. */
  function kill(name: string) {
    const body = bodyOf(name);
    for (const [tab, { body: other, phone }] of tabs) {
      if (other !== body) continue;
      phone.sync.stop();
      tabs.delete(tab);
    }
    body.locks = pageLocks();
    openTab(name, body);
  }

  /** Without power, what was not flushed is not there any more. */
  async function batteryDies(name: string) {
    const body = bodyOf(name);
    kill(name);
    const { connection } = tabOf(name).phone.store;
    await connection.write(["outbox"], async (writing) => {
      for (const number of body.unflushed) await writing.objectStore("outbox").delete(number);
    });
    body.unflushed.clear();
  }

  const bodyOf = (name: string): Body => {
    const body = bodies.get(name);
    if (!body) throw new Error(`no phone ${name}`);
    return body;
  };

  return {
    answer(fetch: number, reply: Reply) {
      open.get(fetch)?.(reply);
      open.delete(fetch);
    },
    setTime(time: number) {
      now = time;
    },
    commands: {
      newPhone,
      /** Somebody begins a shift on a phone that is enrolled already. */
      signIn: (name: string, session: Session) => tabOf(name).phone.store.setMeta({ session }),
      clone,
      kill: async (name: string) => kill(name),
      batteryDies,
      openTab: async (name: string, tab: string) => void openTab(tab, bodyOf(name)),
      skew: async (name: string, skew: number) => {
        bodyOf(name).skew = skew;
      },
      abortNext: async (name: string, times: number) => {
        bodyOf(name).aborts = times;
      },
      record: (tab: string, deed: Deed) => tabOf(tab).phone.record(deed),
      sync: (tab: string) => tabOf(tab).phone.sync.now(),
      /** Syncs if the phone would do so by itself by now. */
      tick: async (tab: string) => {
        const { timer, phone } = tabOf(tab);
        if (timer === undefined || timer > now) return null;
        tabOf(tab).timer = undefined;
        return phone.sync.now();
      },
      look: (tab: string) => look(tabOf(tab).phone),
      /** The bike cart's round of today, sealed as on any phone. */
      takeAlong: async (tab: string, street: Street) => {
        const { store } = tabOf(tab).phone;
        const { session } = await store.meta();
        if (session) await store.setMeta({ street: await seal(street, session.shift) });
      },
      /** How the round stands on this phone; null where there is none. */
      street: (tab: string) => lookAtStreet(tabOf(tab)),
      /** A card was read before, or none; then this document. What that means is done. */
      scanInStreet: (tab: string, reader: Reader | null, barcode: string) =>
        scanInStreet(tabOf(tab), reader, barcode),
      markRead: (tab: string, number: number) => tabOf(tab).phone.store.markRead(number),
    },
  };
}

export type Handsets = ReturnType<typeof createHandsets>;

/** What a person sees on this phone, and all that it still keeps. */
async function look({ store }: Phone) {
  const { session, device } = await store.meta();
  const me = session && device ? { ...session.staff, device: device.id } : null;
  const base = { walks: await store.walks(), picks: await store.allPicks() };
  const actions = await store.actions();
  const shown = replay(base, actions, me);
  return {
    walks: shown.walks,
    picks: shown.picks.map(({ hold, copies, title, ...pick }) => ({
      ...pick,
      hold: { id: hold.id, wants: hold.wants },
      copies: copies.map(({ barcode }) => barcode),
      target: pick.target?.barcode ?? null,
    })),
    outbox: actions.map((kept) => ({
      id: kept.action.id,
      name: kept.action.name,
      number: kept.number,
      state: kept.state,
      outcome: kept.outcome,
      isRead: kept.isRead,
      isUnsettled: isUnsettled(kept),
    })),
  };
}

/** Opened once, as by a page of the app. */
async function streetOf(tab: Tab): Promise<Street | undefined> {
  const { street } = tab.street ? {} : await tab.phone.store.meta();
  if (street) tab.street = await unseal<Street>(street);
  return tab.street;
}

async function lookAtStreet(tab: Tab) {
  const street = await streetOf(tab);
  if (!street) return null;
  const { stops, cards, first_loans } = street;
  const way = onTheWay(street, await tab.phone.store.actions());
  const { documents, left, hasEnded } = way;
  const known = { stops: stops.map(({ id }) => id), cards: Object.values(cards), first_loans };
  return { ...known, documents, left: [...left], hasEnded, on: stillOn(way) };
}

/** What the screen at a stop would write down; nothing where it says no. */
async function scanInStreet(tab: Tab, reader: Reader | null, barcode: string) {
  const street = await streetOf(tab);
  if (!street) return null;
  const { store, record } = tab.phone;
  const way = onTheWay(street, await store.actions());
  const meaning = meaningOf(street, way, reader, new Set(), barcode);
  const scanned = { barcode, title: "", how: "scanner" } as const;
  switch (meaning.kind) {
    case "hand-over":
      return record(handOver(meaning.one, reader, "scanner"));
    case "lend":
      return reader && record(lend(street, scanned, reader));
    case "take-back":
      return record(takeBack(street, scanned));
    default:
      return null;
  }
}

const owners = new WeakMap<object, Body>();

function newBody(): Body {
  const indexedDB = new IDBFactory();
  const body = { indexedDB, locks: pageLocks(), skew: 0, aborts: 0, unflushed: new Set<number>() };
  const open = indexedDB.open.bind(indexedDB);
  indexedDB.open = (...given) => {
    const request = open(...given);
    request.addEventListener("success", () => owners.set(request.result, body));
    return request;
  };
  return body;
}

const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: Parameters<typeof put>) {
  const request = put.apply(this, given);
  const body = owners.get(this.transaction.db);
  if (body && this.name === "outbox") {
    if (this.transaction.durability !== "strict") {
      body.unflushed.add((given[0] as { number: number }).number);
    }
    if (body.aborts > 0) {
      body.aborts -= 1;
      this.transaction.abort();
    }
  }
  return request;
};

/** mulberry32: the same seed, the same phones. */
function pseudoRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
