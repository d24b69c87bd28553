import type { ActionName, How, Kept, OfVisit, Payloads, Registration } from "../store/recorded";
import { record } from "../sync/sending";
import { newId } from "./new-id";
import { borrowerOf, type Reader, type Riding, type Street, type StreetStop } from "./street";

type Done = Promise<Kept | undefined>;
type Read = How | "tap";

export function load({ round }: Street, one: Riding, how: Read): Done {
  return onDocument("load_document", one, { round, barcode: one.barcode, how });
}

export function handOver(one: Riding, reader: Reader | null, how: Read): Done {
  const presented = reader ? "card" : "slot";
  const card_of = (reader && !reader.reader && reader.who) || null;
  return onDocument("hand_over", one, { barcode: one.barcode, how, presented, card_of });
}

interface Scanned {
  barcode: string;
  title: string;
  how: Read;
}

export function lend({ round, due }: Street, scanned: Scanned, reader: Reader): Done {
  const { barcode, how } = scanned;
  const payload = { round, barcode, how, due, ...borrowerOf(reader) };
  return onBarcode("lend_document", scanned, payload);
}

/** The screen makes the id, and names nobody in its history. */
export function register(id: string, payload: Registration): Done {
  const about = { title: "", label: "", slip: null };
  return record({ name: "register_patron", subject: id, payload, seen: 0, about });
}

export function noteWish({ neighbourhood }: Street, words: string): Done {
  const about = { title: words, label: "", slip: null };
  const payload = { neighbourhood, words };
  return record({ name: "note_wish", subject: newId(), payload, seen: 0, about });
}

/** What one reader asked for, brought to this very stop. */
export function reserveForNext(
  { round }: Street,
  { id }: StreetStop,
  reader: Reader,
  words: string,
): Done {
  const about = { title: words, label: "", slip: null };
  const payload = { round, stop: id, words, ...borrowerOf(reader) };
  return record({ name: "reserve_for_next", subject: newId(), payload, seen: 0, about });
}

export function takeBack({ round }: Street, scanned: Scanned): Done {
  const { barcode, how } = scanned;
  return onBarcode("take_back_document", scanned, { round, barcode, how });
}

export function unload({ round }: Street, scanned: Scanned): Done {
  const { barcode, how } = scanned;
  return onBarcode("unload_document", scanned, { round, barcode, how });
}

export function leaveStop({ round }: Street, { id, place }: StreetStop): Done {
  const about = { title: "", label: place, slip: null };
  return record({ name: "leave_stop", subject: round, payload: { stop: id }, seen: 0, about });
}

/** To all who are awaited at the stops to come; told when the phone is back in the network. */
export function reportLate(street: Street, later: number): Done {
  return onVisit("report_late", street, { ...visitOf(street), later });
}

export function reportRain(street: Street, rain: boolean): Done {
  return onVisit("report_rain", street, { ...visitOf(street), rain });
}

function visitOf({ branch, planned }: Street): OfVisit {
  return { branch, day: planned };
}

function onVisit<N extends ActionName>(
  name: N,
  { neighbourhood, name: label }: Street,
  payload: Payloads[N],
): Done {
  const about = { title: "", label, slip: null };
  return record({ name, subject: neighbourhood, payload, seen: 0, about });
}

export function endRound({ round, name }: Street): Done {
  const about = { title: "", label: name, slip: null };
  return record({ name: "end_round", subject: round, payload: {}, seen: 0, about });
}

function onDocument<N extends ActionName>(name: N, one: Riding, payload: Payloads[N]): Done {
  const { hold, version, title, lines, slip } = one;
  const about = { title, label: lines.join(" "), slip };
  return record({ name, subject: hold, payload, seen: version, about });
}

function onBarcode<N extends ActionName>(
  name: N,
  { title, barcode }: Scanned,
  payload: Payloads[N],
): Done {
  const about = { title, label: barcode, slip: null };
  return record({ name, subject: "", payload, seen: 0, about });
}
