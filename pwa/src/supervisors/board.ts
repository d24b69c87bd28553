import { signal } from "@preact/signals";
import { ApiError, send } from "../api";
import type { Imports } from "../ils/imports";
import type { Selection } from "../store/shapes";

export interface BoardWalk {
  id: string;
  name: string;
  status: "planned" | "claimed" | "paused" | "finished";
  claimed_by: { id: number; name: string } | null;
  done: number;
  found: number;
  missing: number;
  unusable: number;
  total: number;
  late: number;
  /** How long it will take, as it was planned. */
  minutes: number | null;
  moved_at: string | null;
  finished_at: string | null;
}

export interface Trouble {
  id: string;
  kind: string;
  text: string;
  /** What the server answered to the phone, where that is what it is about. */
  said: string;
  facts: Record<string, string | number | null>;
  opened_at: string;
  choices: string[];
  /** Later lines of which a person would read the same. */
  again: Seen[];
}

/** One of several lines that say the same. */
interface Seen {
  id: string;
  opened_at: string;
}

export interface Missing {
  hold: string;
  title: string;
  /** What was asked for where the picker chooses. */
  selection: Selection | null;
  call_number: string;
  location: string;
  looks: number;
  /** Whoever looked last had it in the hand, and nobody can take it home. */
  unusable: boolean;
  until: string | null;
}

export interface WaitingNotice {
  id: string;
  kind: string;
  state: string;
  text: string;
  slip: number | null;
  /** The mail to decide about, where nobody knows whether it arrived. */
  message: string | null;
  due_at: string;
}

export type AlarmKind =
  | "announced_and_gone"
  | "parcels_not_ready"
  | "cut_off_near"
  | "silent_phone"
  | "stalled_walk"
  | "notices_stopped"
  | "mail_stuck"
  | "no_holds_today";

/** What goes wrong while nobody looks. */
export interface Alarm {
  kind: AlarmKind;
  since: string | null;
  facts: { walk?: string; phone?: string | null; count?: number; unsent?: number };
}

export interface Parcels {
  /** By what has become of them: open, closed, out, delivered, absent and so on. */
  counts: Record<string, number>;
  until: string;
  is_late: boolean;
  heard_at: string | null;
}

export interface BoardVisit {
  id: string;
  neighbourhood: string;
  state: "planned" | "moved" | "cancelled" | "off" | "break";
  /** Minutes after its usual hours. */
  later: number;
  rain: boolean;
  because: string;
  /** Documents on the cart. */
  riding: number;
  is_back: boolean;
  is_late: boolean;
  next: { place: string; begins: string; ends: string } | null;
  stops_left: number;
}

export interface BoardPhone {
  id: string;
  name: string;
  seen_at: string | null;
  /** A walk that is on it. */
  walk: string | null;
  /** Actions that were still on it when it was last heard of; null where its app does not say. */
  unsent: number | null;
  /** Since when the oldest of them waits. */
  unsent_since: string | null;
}

/** What a supervisor sees at a glance, as the server tells it. */
export interface Board {
  number: string;
  at: string;
  branch: { id: number; name: string };
  alarms: Alarm[];
  holds: Record<string, number>;
  walks: BoardWalk[];
  trouble: Trouble[];
  missing: Missing[];
  notices: Record<string, number>;
  waiting: WaitingNotice[];
  calls: number;
  /** How old each file of the library's own system is. */
  imports: Imports;
  /** What that system must still hear, by list. */
  to_key: Record<string, number>;
  /** The parcels of today; null where there are none. */
  parcels: Parcels | null;
  /** Where the bike cart comes today. */
  visits: BoardVisit[];
  devices: BoardPhone[];
}

export const board = signal<Board | null>(null);
/** Why the board is not fresh; null while it is. */
export const boardProblem = signal<string | null>(null);

const EVERY_MS = 2000;
let etag = "";

/** Asks once; nothing travels while nothing has changed. */
export async function askBoard(): Promise<void> {
  try {
    const response = await send("/board", { headers: etag ? { "If-None-Match": etag } : {} });
    if (response.status !== 304) {
      board.value = (await response.json()) as Board;
      etag = response.headers.get("ETag") ?? "";
    }
    boardProblem.value = null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    boardProblem.value = error.message;
  }
}

/** Keeps the board fresh while somebody looks at it. Returns how to stop. */
export function watchBoard(): () => void {
  let timer = 0;
  let isStopped = false;
  const round = async () => {
    if (!document.hidden) await askBoard();
    if (!isStopped) timer = window.setTimeout(() => void round(), EVERY_MS);
  };
  void round();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
