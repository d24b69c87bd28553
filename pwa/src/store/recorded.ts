/** What a person did, as it is kept on the phone and sent. Names are those of the server. */

import type { BayKind } from "./shapes";

export type How = "camera" | "scanner" | "typed";
export type NoScanReason = "no_label" | "label_unreadable" | "scanner_fails";
export type UnusableReason =
  | "damaged"
  | "incomplete"
  | "empty_case"
  | "not_for_loan"
  | "being_read";

/** What is said of a bay that somebody surveyed. */
export interface SurveyedBay {
  bay: string;
  kind: BayKind;
  floor: string;
  level: number;
  range: string;
  side: "left" | "right";
  position: number;
  shelves: number;
  theme: string;
  facing: "spine" | "cover";
  height: "low" | "high";
  /** The last day of a table, a trolley or a repair shelf; null for others. */
  ends_on: string | null;
  /** The first document on it. */
  barcode: string | null;
}

/** A document at the hold shelf, as its label was read; "tap": chosen on the screen. */
export interface OfDocument {
  barcode: string;
  how: How | "tap";
}

/** The same on a round of the bike cart. */
export type OnRound = OfDocument & { round: string };

/** One visit of the bike cart, by the day that its rule has for it. */
export type OfVisit = { branch: number; day: string };

/** Whose card it was, by a number that is no card; or who registered here, by the registration. */
export type Borrower = { card_of: number } | { reader: string };

/** Who registers in the street, as they say. */
export interface Registration {
  round: string;
  card: string;
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
  guardian: string;
  is_minor: boolean;
}

/** What opened the bundle of a patron at the desk. */
export type Presented = "card" | "code" | "slot";

type Nothing = Record<string, never>;

/** Each action that a phone may record, and what it says beyond its subject. */
export interface Payloads {
  claim_walk: Nothing;
  pause_walk: Nothing;
  resume_walk: Nothing;
  finish_walk: Nothing;
  report_found:
    | { barcode: string; how: How; complete?: boolean; second_stop?: boolean; sound?: true }
    | { how: "tap"; reason: NoScanReason };
  choose_item: { barcode: string; how: How };
  report_not_found: Nothing;
  report_unusable: { reason: UnusableReason; barcode?: string };
  look_later: Nothing;
  undo: Nothing;
  report_seen: { barcode: string; walk?: string };
  report_misplaced: { barcode: string; seen: string | null; home: string | null; walk?: string };
  survey_bay: SurveyedBay;
  survey_shelf: { bay: string; shelf: number; barcode: string };
  move_bay_start: { bay: string; barcode: string };
  remove_bay: { bay: string };
  put_on_bay: { bay: string; barcode: string };
  load_parcel: Nothing;
  deliver_parcel: { to: "patron" | "household" | "caretaker" };
  report_absent: Nothing;
  report_refused: Nothing;
  report_wrong_address: Nothing;
  report_incident: Nothing;
  shelve: OfDocument & { slot: string };
  send_on: OfDocument;
  receive: OfDocument;
  take_off: OfDocument;
  reshelve: OfDocument;
  /** `card_of`: whose card was shown, by a number that is no card. */
  hand_over: OfDocument & { presented: Presented; card_of: number | null };
  report_missing: Nothing;
  load_document: OnRound;
  /** `due` was told to them. */
  lend_document: OnRound & Borrower & { due: string };
  take_back_document: OnRound;
  leave_stop: { stop: string };
  /** Minutes later than the rule of the visit has it. */
  report_late: OfVisit & { later: number };
  report_rain: OfVisit & { rain: boolean };
  unload_document: OnRound;
  end_round: Nothing;
  note_wish: { neighbourhood: string; words: string };
  /** The one payload that holds a person: see store/personal.ts. */
  register_patron: Registration;
  reserve_for_next: Borrower & { round: string; stop: string; words: string };
}

export type ActionName = keyof Payloads;

/** Immutable: what is resent is byte for byte what was sent. */
export interface Recorded {
  id: string;
  store: string;
  /** Gap-free within the store, from 1. */
  number: number;
  v: 1;
  by: number;
  shift: string;
  name: ActionName;
  subject: string;
  /** Version of the subject that the phone saw; 0 where it has none. */
  seen: number;
  /** The phone's clock, ISO. */
  at: string;
  payload: Payloads[ActionName];
}

export const outcomes = [
  "applied",
  "duplicate",
  "superseded",
  "conflict",
  "refused",
  "quarantined",
] as const;
export type Outcome = (typeof outcomes)[number];

/** `texts`: the sentence in each language, for the person may change it later. */
export interface Why {
  code: string;
  text: string;
  texts?: Record<string, string>;
}

/** What the person saw when they did it, so that history can be read when the walk is gone. */
export interface About {
  title: string;
  label: string;
  slip: number | null;
  /** What the phone was not sure of. */
  doubt?: Doubt;
  /** Put off with one half in hand: only this phone knows, and says so when it comes back to it. */
  half?: Half;
}

/** The half of a document that is on the cart, as it was noted. */
export interface Half {
  barcode: string;
  how: How;
  reason?: NoScanReason;
}

/** Of a document: on no list of the phone; or noted as lent, put aside or not for loan. */
export type Doubt = "unknown" | "away";

/**
 * An action in the outbox. `waiting`: not known to have arrived; `sent`: judged, but what follows
 * from it is not here yet; `kept`: done, kept in case the server was restored from a backup.
 */
export interface Kept {
  number: number;
  action: Recorded;
  about: About;
  state: "waiting" | "sent" | "kept";
  outcome: Outcome | null;
  why: Why | null;
  /** The server's time of the judgement, ISO. */
  judgedAt: string | null;
  /** Whether the person has read an outcome that was not the one they meant. */
  isRead: boolean;
}

/** The payload of an action that is known by its name. */
export function payloadOf<N extends ActionName>(kept: Kept, _name: N): Payloads[N] {
  return kept.action.payload as Payloads[N];
}

/** The server could not even write it down: it is in no log, and this phone alone knows of it. */
export function isUnreadable({ why }: Kept): boolean {
  return why?.code === "bad_action";
}
