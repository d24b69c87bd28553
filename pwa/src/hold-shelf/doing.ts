import type { ActionName, How, Kept, OfDocument, Payloads } from "../store/recorded";
import type { ShelfDocument, Slot, ToReshelve } from "../store/shapes";
import { record } from "../sync/sending";
import { cardFor, type Opened, presentedFor } from "./desk";

type Done = Promise<Kept | undefined>;
type Read = How | "tap";

export function shelve(one: ShelfDocument, slot: Slot, how: Read): Done {
  return onDocument("shelve", one, { barcode: one.barcode, how, slot: slot.id }, slot.name);
}

export function sendOn(one: ShelfDocument, how: Read): Done {
  return onDocument("send_on", one, { barcode: one.barcode, how }, one.to ?? "");
}

export function receive(one: ShelfDocument, how: Read): Done {
  return onDocument("receive", one, { barcode: one.barcode, how });
}

export function takeOff(one: ShelfDocument, how: Read): Done {
  return onDocument("take_off", one, { barcode: one.barcode, how });
}

export function handOver(one: ShelfDocument, opened: readonly Opened[], how: Read): Done {
  const presented = presentedFor(one, opened);
  const card_of = cardFor(one, opened);
  return onDocument("hand_over", one, { barcode: one.barcode, how, presented, card_of });
}

export function reportMissing(one: ShelfDocument): Done {
  return onDocument("report_missing", one, {});
}

export function reshelve({ barcode, title, lines }: ToReshelve, how: Read): Done {
  const payload: OfDocument = { barcode, how };
  const about = { title, label: lines.join(" "), slip: null };
  return record({ name: "reshelve", subject: "", payload, seen: 0, about });
}

function onDocument<N extends ActionName>(
  name: N,
  one: ShelfDocument,
  payload: Payloads[N],
  label = one.lines.join(" "),
): Done {
  const { hold, version, title, slip } = one;
  return record({ name, subject: hold, payload, seen: version, about: { title, label, slip } });
}
