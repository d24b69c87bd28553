import type { Role } from "../router";
import type { Writing } from "./database";
import type { Sealed } from "./sealed";
import type { Branch, Device, Person } from "./shapes";

/** Who works on this phone now: the sign-in ticket that the server gave. */
export interface Session {
  shift: string;
  staff: { id: number; name: string; language: string; roles: Role[] };
  /** ISO, the server's clock. */
  endsAt: string;
  /** Server's clock minus the phone's, in milliseconds, when it was last known. */
  clockAhead: number;
}

/** Lets the same person unlock without a network; it holds no PIN. */
export interface Verifier {
  staff: number;
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
  hash: Uint8Array<ArrayBuffer>;
  triesLeft: number;
}

/** Where the person was: a walk, and one pick of it. */
export interface Spot {
  walk: string;
  pick: string | null;
}

/** In which order this phone walks, since it planned anew; ids of picks. */
export interface Order {
  walk: string;
  picks: string[];
}

/** The few things a phone knows once. `store` and `nextNumber` are made with the database. */
export interface Meta {
  store: string;
  nextNumber: number;
  credential: string;
  device: Device;
  branch: Branch;
  people: Person[];
  epoch: string;
  cursor: number;
  session: Session;
  verifier: Verifier;
  spot: Spot;
  order: Order;
  /** Ids of finished walks of which somebody said that everything is where it goes. */
  putAway: string[];
  /** ISO, the phone's clock, at the last touch: it decides whether a killed app opens without a PIN. */
  touchedAt: string;
  /** A shift that was ended here; the server has not heard of it yet. */
  leaving: string;
  /** The name of the newest floor file; what is kept under "floor" may be older. */
  floorFile: string;
  /** A courier's stops of today. */
  round: Sealed;
  /** What the bike cart's phone has taken along. */
  street: Sealed;
  /** ISO, the server's clock, at the last complete exchange. */
  syncedAt: string;
}

export async function getMeta<K extends keyof Meta>(
  writing: Writing,
  key: K,
): Promise<Meta[K] | undefined> {
  return (await writing.objectStore("meta").get(key)) as Meta[K] | undefined;
}

export async function putMeta<K extends keyof Meta>(
  writing: Writing,
  key: K,
  value: Meta[K],
): Promise<void> {
  await writing.objectStore("meta").put(value, key);
}
