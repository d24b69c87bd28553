import type { ActionName, How, OfVisit, Payloads, Registration } from "../store/recorded";
import type { Deed } from "../sync/outbox";
import { borrowerOf, type Reader, type Riding, type Street, type StreetStop } from "./street";

export type Read = How | "tap";

/** A document as it was scanned; the title where the phone knows it. */
export interface Scanned {
  barcode: string;
  title: string;
  how: Read;
}

export function load({ round }: Street, one: Riding, how: Read) {
  return onDocument("load_document", one, { round, barcode: one.barcode, how });
}

export function handOver(one: Riding, reader: Reader | null, how: Read) {
  const presented = reader ? "card" : "slot";
  const card_of = (reader && !reader.reader && reader.who) || null;
  return onDocument("hand_over", one, { barcode: one.barcode, how, presented, card_of });
}

export function lend({ round, due }: Street, scanned: Scanned, reader: Reader) {
  const { barcode, how } = scanned;
  const payload = { round, barcode, how, due, ...borrowerOf(reader) };
  return onBarcode("lend_document", scanned, payload);
}

export function takeBack({ round }: Street, scanned: Scanned) {
  const { barcode, how } = scanned;
  return onBarcode("take_back_document", scanned, { round, barcode, how });
}

export function unload({ round }: Street, scanned: Scanned) {
  const { barcode, how } = scanned;
  return onBarcode("unload_document", scanned, { round, barcode, how });
}

/** The screen makes the id, and names nobody in its history. */
export function register(id: string, payload: Registration) {
  return deed("register_patron", id, payload);
}

export function noteWish(id: string, { neighbourhood }: Street, words: string) {
  return deed("note_wish", id, { neighbourhood, words }, { title: words });
}

/** What one reader asked for, brought to this very stop. History does not repeat their words. */
export function reserveForNext(
  id: string,
  { round }: Street,
  stop: StreetStop,
  reader: Reader,
  words: string,
) {
  const payload = { round, stop: stop.id, words, ...borrowerOf(reader) };
  return deed("reserve_for_next", id, payload, { label: stop.place });
}

export function leaveStop({ round }: Street, { id, place }: StreetStop) {
  return deed("leave_stop", round, { stop: id }, { label: place });
}

export function reportLate(street: Street, later: number) {
  return onVisit("report_late", street, { ...visitOf(street), later });
}

export function reportRain(street: Street, rain: boolean) {
  return onVisit("report_rain", street, { ...visitOf(street), rain });
}

export function endRound({ round, name }: Street) {
  return deed("end_round", round, {}, { label: name });
}

function visitOf({ branch, planned }: Street): OfVisit {
  return { branch, day: planned };
}

function onVisit<N extends ActionName>(name: N, street: Street, payload: Payloads[N]): Deed<N> {
  return deed(name, street.neighbourhood, payload, { label: street.name });
}

function onDocument<N extends ActionName>(name: N, one: Riding, payload: Payloads[N]): Deed<N> {
  const { hold, version, title, lines, slip } = one;
  const about = { title, label: lines.join(" "), slip };
  return { name, subject: hold, payload, seen: version, about };
}

function onBarcode<N extends ActionName>(
  name: N,
  { title, barcode }: Scanned,
  payload: Payloads[N],
): Deed<N> {
  return deed(name, "", payload, { title, label: barcode });
}

function deed<N extends ActionName>(
  name: N,
  subject: string,
  payload: Payloads[N],
  shown: { title?: string; label?: string } = {},
): Deed<N> {
  return { name, subject, payload, seen: 0, about: { title: "", label: "", slip: null, ...shown } };
}
