import type { ActionName, How, Kept, Payloads } from "../store/recorded";
import { record } from "../sync/sending";
import type { Reader, Riding, Street, StreetStop } from "./street";

type Done = Promise<Kept | undefined>;
type Read = How | "tap";

export function load({ round }: Street, one: Riding, how: Read): Done {
  return onDocument("load_document", one, { round, barcode: one.barcode, how });
}

export function handOver(one: Riding, reader: Reader | null, how: Read): Done {
  const presented = reader ? "card" : "slot";
  const card_of = reader?.who ?? null;
  return onDocument("hand_over", one, { barcode: one.barcode, how, presented, card_of });
}

interface Scanned {
  barcode: string;
  title: string;
  how: Read;
}

export function lend({ round, due }: Street, scanned: Scanned, { who }: Reader): Done {
  const { barcode, how } = scanned;
  return onBarcode("lend_document", scanned, { round, barcode, how, card_of: who, due });
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
