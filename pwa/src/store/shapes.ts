/** What the server tells a phone. Times are ISO texts in UTC; a day is "2026-11-24". */

import type { Role } from "../router";

export interface Person {
  id: number;
  name: string;
  roles: Role[];
}

export interface Device {
  id: string;
  name: string;
}

export interface Location {
  id: number;
  code: string;
  name: string;
  hint: string;
  colour: string;
  /** A name of src/shelves/pictograms.ts; empty where none was chosen. */
  pictogram?: string;
  other_places: string[];
  walk_order: number;
}

export interface Branch {
  id: number;
  code: string;
  name: string;
  language: string;
  time_zone: string;
  settings: {
    card_prefixes?: string[];
    /** The shape of its barcodes, a pattern; empty where nobody has said. */
    barcode_pattern?: string;
    second_look_after_minutes?: number;
    kept_days?: number;
    /** From when on a document may be announced; not said by servers of before. */
    ready_when?: "found" | "walk_finished" | "shelved";
    /** Who tells patrons that a document is ready, or was not found. */
    notices_by?: "rayon" | "ils";
    /** Nobody turns back inside an aisle unless that saves so many metres. */
    turning_metres?: number;
  };
  locations: Location[];
}

export type WalkStatus = "planned" | "claimed" | "paused" | "finished";

export interface Walk {
  id: string;
  branch: number;
  name: string;
  day: string;
  status: WalkStatus;
  claimed_by: { id: number; name: string } | null;
  claimed_on: string | null;
  finished_at: string | null;
  version: number;
  picks: number;
  /** How long it will take, as it was planned; null for what was planned before anybody could say. */
  minutes?: number | null;
}

export type PickStatus =
  | "open"
  | "later"
  | "found"
  | "not_found"
  | "unusable"
  | "returned"
  | "withdrawn";

export interface Copy {
  item: number;
  barcode: string;
  call_number: string;
  /** The call number as printed on the spine, one line per component. */
  lines: string[];
  sort_key: string;
  location: number;
  volume: string;
  parts: number;
  parts_note: string;
  status: string;
  on_shelf: boolean;
  /** Why it was noted as not usable; not said by servers of before. */
  unusable?: string;
  /** Where its other half is: the disc in drawer no. 4821. */
  second_stop?: SecondStop | null;
}

export interface Neighbour {
  call_number: string;
  title: string;
}

export interface SecondStop {
  name: string;
  hint: string;
  number: string;
}

export type BayKind = "bay" | "bin" | "display_table" | "returns_trolley" | "repair_shelf";

/** Where the copy that a pick aims at is to be looked for. */
export interface Spot {
  /** The label of the bay. */
  bay: string;
  kind: BayKind;
  floor: string;
  range: string;
  side: "left" | "right";
  shelves: number;
  /** From the top, from 1; null where nobody can say, as in a bin. */
  shelf: number | null;
  third: "left" | "middle" | "right" | null;
  /** Of ten documents eight stand within so many of the spot. */
  doubt: number | null;
  theme: string;
  facing: "spine" | "cover";
  height: "low" | "high";
  /** Not at home: on a table, or seen in the wrong bay. */
  away: boolean;
  /** The way that passes it, and how many metres along; see FloorFile. */
  way: string | null;
  at: number | null;
}

/** What a patron wants when the picker chooses: "3 albums, 6 to 8 years". */
export interface Selection {
  kind?: string;
  age?: string;
  number?: number;
  wishes?: string;
}

export interface Hold {
  id: string;
  version: number;
  status: string;
  slip: number | null;
  wants: "title" | "item" | "selection";
  selection: Selection | null;
  fulfilment: string;
  pickup_branch: { id: number; code: string; name: string };
  /** How often it was looked for in vain. */
  looks: number;
}

export interface Title {
  title: string;
  author: string;
  year: string | number | null;
  format: string;
  publisher: string;
}

/** One document to fetch: a hold, the copy it aims at, and every other copy that would do. */
export interface WalkPick {
  id: string;
  walk: string;
  position: number;
  status: PickStatus;
  /** Joined the walk after it was planned. */
  late: boolean;
  found_barcode: string;
  reason: string;
  version: number;
  hold: Hold;
  title: Title | null;
  volume: string;
  kind: string;
  isbns: string[];
  target: Copy | null;
  copies: Copy[];
  /** When this document last came back to the library. */
  returned: string | null;
  /** Null where nobody surveyed its location. */
  spot?: Spot | null;
  /** When it was last looked for in vain, and what was said of it then; "" where no walk said it. */
  look?: { at: string; said: "not_found" | "unusable" | "" } | null;
  /** The labels that stand on both sides of the target. */
  neighbours?: { before: Neighbour | null; after: Neighbour | null } | null;
}

/** What changed of a pick that the phone knows: all else is as it was. */
export interface PickState
  extends Pick<
    WalkPick,
    "id" | "walk" | "position" | "status" | "late" | "found_barcode" | "reason" | "version" | "look"
  > {
  hold: Pick<Hold, "id" | "version" | "status" | "slip" | "looks">;
}

/** x, y, width and height in metres; y runs down. */
export type Box = [number, number, number, number];
export type OnFloor = [floor: string, x: number, y: number];

export interface FloorBay {
  label: string;
  kind: BayKind;
  range: string;
  side: "left" | "right";
  position: number;
  shelves: number;
  theme: string;
  /** Not said by servers of before; then as is usual. */
  facing?: "spine" | "cover";
  height?: "low" | "high";
  /** Its last day, "2026-12-24"; null for what stays. */
  until: string | null;
  box: Box;
}

export interface Storey {
  name: string;
  level: number;
  size: [width: number, height: number];
  ranges: [label: string, ...Box][];
  bays: FloorBay[];
  passages: [kind: "stairs" | "lift", label: string, x: number, y: number][];
  cart: [x: number, y: number] | null;
}

/** The floor of the branch: what stands where, and the ways one walks. */
export interface FloorFile {
  v: 1;
  floors: Storey[];
  start: string | null;
  ways: { id: string; from: string; to: string; metres: number; ends: [OnFloor, OnFloor] }[];
}

export interface Slot {
  id: string;
  name: string;
  /** Near the entrance, or behind the desk. */
  place: "entrance" | "desk";
  /** One patron's bundle, or all whose surname begins with one of the letters. */
  takes: "patron" | "letters";
  letters: string;
  barcode: string;
}

/** A document that is put aside. Documents with the same `bundle` wait for one patron. */
export interface ShelfDocument {
  hold: string;
  version: number;
  /** Of this document: one of a selection is on the hold shelf before the others are. */
  status: string;
  barcode: string;
  bundle: string;
  slip: number | null;
  title: string;
  author: string;
  lines: string[];
  /** The id of the slot in which it stands. */
  slot: string | null;
  /** The last day on which it is kept; null until the patron was told. */
  until: string | null;
  /** The instant at which that day closes. */
  over_at: string | null;
  /** The branch where it is collected; null for this one. */
  to: string | null;
  /** The branch where it still is; null for this one, and for what rides with the van. */
  from?: string | null;
  /** It is packed or loaded where the van brings it; not said by servers of before. */
  goes_on?: boolean;
  /** The slot of the letter of its patron; the letter itself is not on the phone. */
  letters?: string | null;
}

export interface ToReshelve {
  barcode: string;
  title: string;
  author: string;
  lines: string[];
  location: string;
  order: [walkOrder: number, sortKey: string];
  /** The branch it belongs to; null for this one. */
  home: string | null;
}

/** The hold shelf as it was at `at`. Cards and codes stand there as hashes under `key`. */
export interface HoldShelf {
  at: string;
  /** The shift it was lent to. */
  shift: string;
  slots: Slot[];
  documents: ShelfDocument[];
  to_reshelve: ToReshelve[];
  /** Since then documents may have gone home unheard of; null where loans are made here. */
  lent_unheard_since?: string | null;
  key: string;
  cards: Record<string, { bundle: string; who: number | null }>;
  codes: Record<string, string>;
}

export type Change =
  | { kind: "walk"; id: string; data: Walk | null }
  | { kind: "pick"; id: string; data: WalkPick | null }
  | { kind: "pick_state"; id: string; data: PickState }
  | { kind: "branch"; id: string; data: Branch | null }
  | { kind: "floor"; id: string; data: { file: string } | null };
