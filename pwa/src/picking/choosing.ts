import type { How } from "../store/recorded";
import { shown } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { type Known, knownOf } from "./chosen";
import { doubtOf, whyNot, wordsOf } from "./chosen-words";
import { chooseItem } from "./doing";
import { showResult } from "./result";
import { takenBarcodes } from "./walk";

/** Barcodes that are just being written down: a label may be read twice in a moment. */
const underWay = new Set<string>();

/** Puts a document aside for a selection, unless this phone knows better. */
export async function choose(pick: ShownPick, barcode: string, how: How): Promise<void> {
  if (underWay.has(barcode) || takenBarcodes(shown.value.picks).has(barcode)) return;
  underWay.add(barcode);
  try {
    const known = await knownOf(barcode, pick);
    const no = whyNot(known);
    if (no) showResult(no);
    else await putAside(known, pick, barcode, how);
  } finally {
    underWay.delete(barcode);
  }
}

async function putAside(known: Known, pick: ShownPick, barcode: string, how: How): Promise<void> {
  const undoes = await chooseItem(pick, barcode, how, doubtOf(known));
  if (undoes) showResult({ ...wordsOf(known, barcode), undoes });
}
