import { type DBSchema, type IDBPDatabase, type IDBPTransaction, wrap } from "idb";
import type { Meta } from "./meta";
import type { Kept } from "./recorded";
import type { FloorFile, HoldShelf, Walk, WalkPick } from "./shapes";

/** A large thing that changes as a whole. `file`: the hash that the server names it by. */
export interface KeptFile {
  file: string;
  content: FloorFile;
}

interface Tables extends DBSchema {
  meta: { key: keyof Meta; value: Meta[keyof Meta] };
  outbox: { key: number; value: Kept; indexes: { id: string; state: string } };
  walks: { key: string; value: Walk };
  picks: { key: string; value: WalkPick; indexes: { walk: string } };
  files: { key: string; value: KeptFile };
  shelf: { key: string; value: HoldShelf };
}

export type Database = IDBPDatabase<Tables>;
export type TableName = "meta" | "outbox" | "walks" | "picks" | "files" | "shelf";
export type Writing = IDBPTransaction<Tables, TableName[], "readwrite">;

export const allTables: TableName[] = ["meta", "outbox", "walks", "picks", "files", "shelf"];

const NAME = "rayon";

/** One step per version, never changed once released: an old outbox must always open. */
const upgrades: readonly ((database: IDBDatabase) => void)[] = [
  (database) => {
    database.createObjectStore("meta");
    const outbox = database.createObjectStore("outbox", { keyPath: "number" });
    outbox.createIndex("id", "action.id", { unique: true });
    outbox.createIndex("state", "state");
    database.createObjectStore("walks", { keyPath: "id" });
    database.createObjectStore("picks", { keyPath: "id" }).createIndex("walk", "walk");
  },
  (database) => {
    database.createObjectStore("files");
  },
  (database) => {
    database.createObjectStore("shelf");
  },
];

/**
 * Why the database is not usable now: another tab has it open with another version of the app
 * (`blocked`, `outdated`), a newer version has written it (`older`), or it does not open (`lost`).
 */
export type Trouble = "blocked" | "outdated" | "older" | "lost";

interface Opening {
  factory: IDBFactory;
  onTrouble: (trouble: Trouble) => void;
  /** The connection is gone: the next use has to open a new one. */
  onGone: () => void;
}

/** Opens the database, upgrading it where needed. */
export async function openDatabase({ factory, onTrouble, onGone }: Opening): Promise<Database> {
  const request = factory.open(NAME, upgrades.length);
  request.onupgradeneeded = ({ oldVersion }) => {
    for (const upgrade of upgrades.slice(oldVersion)) upgrade(request.result);
  };
  request.onblocked = () => onTrouble("blocked");
  const database = await (wrap(request) as unknown as Promise<Database>);
  database.onversionchange = () => {
    // A newer version of the app wants the database in another tab: make way, then reload.
    database.close();
    onGone();
    onTrouble("outdated");
  };
  database.onclose = onGone;
  return database;
}
