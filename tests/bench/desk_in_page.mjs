// What the bench calls in a page: the phone's own look-up, with all that a scan has to go through.
import { meaningAtDesk } from "../../pwa/src/hold-shelf/desk.ts";
import { standing } from "../../pwa/src/hold-shelf/standing.ts";

let shelf;
let documents;

export function load(lent) {
  shelf = lent;
  documents = standing(shelf, []);
}

/** How many documents this card opens, and the milliseconds that took. */
export async function look(card) {
  const start = performance.now();
  const scan = { kind: "card", text: card, raw: card, via: "code128" };
  const meaning = await meaningAtDesk(shelf, documents, [], scan);
  const { bundle } = meaning.opened ?? {};
  const found = documents.filter((one) => one.bundle === bundle).length;
  return [found, performance.now() - start];
}
