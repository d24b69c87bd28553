import { type Connection, createConnection } from "./connection";
import { allTables, type Database, type Trouble, type Writing } from "./database";
import { type RandomBytes, uuid7 } from "./ids";
import { getMeta, type Meta, putMeta } from "./meta";
import { emptied } from "./personal";
import type { Kept } from "./recorded";
import type { HoldShelf, Walk, WalkPick } from "./shapes";

/** What the screens show. */
export interface Everything {
  meta: Partial<Meta>;
  actions: Kept[];
  walks: Walk[];
  /** The walk whose picks these are. */
  walk: string | null;
  picks: WalkPick[];
}

export interface Store {
  connection: Connection;
  meta(): Promise<Partial<Meta>>;
  setMeta(values: Partial<Meta>): Promise<void>;
  forgetMeta(...keys: (keyof Meta)[]): Promise<void>;
  actions(): Promise<Kept[]>;
  walks(): Promise<Walk[]>;
  /** The picks of one walk, in the order of the walk. */
  picks(walk: string): Promise<WalkPick[]>;
  allPicks(): Promise<WalkPick[]>;
  /** Of the picks, those of one walk; unless told, of the walk that one was on. */
  everything(walk?: string | null): Promise<Everything>;
  /** Marks what came back with a problem as read. */
  markRead(number: number): Promise<void>;
  /** A person was settled otherwise: nothing of them stays here. */
  settle(number: number): Promise<void>;
  /** What was lent to this shift of the hold shelf: keyed hashes of cards, and no names. */
  shelf(): Promise<HoldShelf | undefined>;
  keepShelf(shelf: HoldShelf | null): Promise<void>;
  /** Everything goes; what is recorded from now on belongs to a new store. */
  wipe(): Promise<void>;
}

interface StoreNeeds {
  indexedDB: IDBFactory;
  now: () => number;
  randomBytes: RandomBytes;
  onTrouble?: (trouble: Trouble) => void;
}

/** All that this phone remembers. */
export function createStore(needs: StoreNeeds): Store {
  const connection = createConnection(needs.indexedDB, needs.onTrouble);
  const { read, write } = connection;
  const store: Store = {
    connection,
    meta: () => read(async (database) => readMeta(database)),
    setMeta: (values) => write(["meta", "shelf"], (writing) => changeMeta(writing, values)),
    forgetMeta: (...keys) =>
      write(["meta", "shelf"], async (writing) => {
        for (const key of keys) await writing.objectStore("meta").delete(key);
        if (keys.some((key) => key === "session" || key === "verifier")) await forgetLent(writing);
      }),
    shelf: () => read((database) => database.get("shelf", SHELF)),
    keepShelf: (shelf) =>
      write(["meta", "shelf"], async (writing) => {
        await forgetLent(writing);
        // Somebody else may have signed in while the answer was on its way.
        const session = await getMeta(writing, "session");
        if (shelf && shelf.shift === session?.shift) {
          await writing.objectStore("shelf").put(shelf, SHELF);
        }
      }),
    actions: () => read((database) => database.getAll("outbox")),
    walks: () => read((database) => database.getAll("walks")),
    allPicks: () => read((database) => database.getAll("picks")),
    picks: async (walk) => {
      const picks = await read((database) => database.getAllFromIndex("picks", "walk", walk));
      return picks.sort((one, other) => one.position - other.position);
    },
    everything: (walk) => lookAtAll(store, walk),
    markRead: (number) => write(["outbox"], (writing) => markRead(writing, number)),
    settle: (number) => write(["outbox"], (writing) => markRead(writing, number, emptied)),
    wipe: () => write(allTables, (writing) => wipe(writing)),
  };
  return store;

  async function wipe(writing: Writing): Promise<void> {
    for (const table of allTables) await writing.objectStore(table).clear();
    await storeIdentity(writing, needs);
  }
}

/** The store's own id and its next number; made the first time somebody asks. */
export async function storeIdentity(
  writing: Writing,
  { now, randomBytes }: Pick<StoreNeeds, "now" | "randomBytes">,
): Promise<{ store: string; nextNumber: number }> {
  const store = await getMeta(writing, "store");
  const nextNumber = await getMeta(writing, "nextNumber");
  if (store !== undefined && nextNumber !== undefined) return { store, nextNumber };
  const fresh = { store: uuid7(now(), randomBytes), nextNumber: 1 };
  await putAll(writing, fresh);
  return fresh;
}

const SHELF = "now";

async function changeMeta(writing: Writing, values: Partial<Meta>): Promise<void> {
  await putAll(writing, values);
  if (values.session) await forgetLent(writing);
}

/** In the same transaction: what was lent to a shift is never there without that shift. */
async function forgetLent(writing: Writing): Promise<void> {
  await writing.objectStore("shelf").clear();
}

async function lookAtAll(store: Store, walk?: string | null): Promise<Everything> {
  const knowing = store.meta();
  const opening = knowing.then(({ spot }) => walk ?? spot?.walk ?? null);
  const [meta, actions, walks, opened, picks] = await Promise.all([
    knowing,
    store.actions(),
    store.walks(),
    opening,
    opening.then((id) => (id === null ? [] : store.picks(id))),
  ]);
  return { meta, actions, walks, walk: opened, picks };
}

async function readMeta(database: Database): Promise<Partial<Meta>> {
  const reading = database.transaction("meta").store;
  const [keys, values] = await Promise.all([reading.getAllKeys(), reading.getAll()]);
  return Object.fromEntries(keys.map((key, index) => [key, values[index]])) as Partial<Meta>;
}

async function putAll(writing: Writing, values: Partial<Meta>): Promise<void> {
  for (const [key, value] of Object.entries(values)) {
    await putMeta(writing, key as keyof Meta, value as Meta[keyof Meta]);
  }
}

async function markRead(
  writing: Writing,
  number: number,
  change: (kept: Kept) => Kept = (kept) => kept,
): Promise<void> {
  const outbox = writing.objectStore("outbox");
  const kept = await outbox.get(number);
  if (kept) await outbox.put(change({ ...kept, isRead: true }));
}
