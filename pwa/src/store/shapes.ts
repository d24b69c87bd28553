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
  other_places: string[];
  walk_order: number;
}

export interface Branch {
  id: number;
  code: string;
  name: string;
  language: string;
  time_zone: string;
  settings: { card_prefixes?: string[]; second_look_after_minutes?: number; kept_days?: number };
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
}

export type Change =
  | { kind: "walk"; id: string; data: Walk | null }
  | { kind: "pick"; id: string; data: WalkPick | null }
  | { kind: "branch"; id: string; data: Branch | null };
