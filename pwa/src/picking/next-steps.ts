import type { Kept } from "../store/recorded";
import type { Branch } from "../store/shapes";
import type { ShownPick } from "../sync/replay";
import { takenBack } from "../sync/taken-back";

/** Where documents that were found go now. */
export interface Step {
  to: "hold-shelf" | "van" | "packing" | "bike-cart";
  /** The branch that the van brings them to. */
  branch: string;
  documents: number;
}

/** What is still in the hands of whoever walked, by where it goes; this branch's shelf first. */
export function stepsOf(
  picks: readonly ShownPick[],
  actions: readonly Kept[],
  here: Pick<Branch, "id"> | undefined,
): Step[] {
  const passedOn = barcodesPassedOn(actions);
  const steps = new Map<string, Step>();
  for (const pick of picks) {
    const documents = inHand(pick).filter((barcode) => !passedOn.has(barcode)).length;
    if (documents === 0) continue;
    const step = stepOf(pick, here);
    const key = `${order.indexOf(step.to)} ${step.branch}`;
    steps.set(key, { ...step, documents: documents + (steps.get(key)?.documents ?? 0) });
  }
  return [...steps].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, step]) => step);
}

const order: readonly Step["to"][] = ["hold-shelf", "van", "packing", "bike-cart"];

/** The hold as the server knows it: found, or not heard of yet. */
const withThePicker: ReadonlySet<string> = new Set(["open", "on_walk", "searching", "found"]);

function inHand(pick: ShownPick): readonly string[] {
  return withThePicker.has(pick.hold.status) ? documentsOf(pick) : [];
}

/** The barcodes that were found for a pick: several for a selection. */
function documentsOf({ status, hold, chosen, found_barcode }: ShownPick): readonly string[] {
  if (status !== "found") return [];
  return hold.wants === "selection" && chosen.length > 0 ? chosen : [found_barcode];
}

function stepOf({ hold }: ShownPick, here: Pick<Branch, "id"> | undefined): Step {
  const { fulfilment, pickup_branch } = hold;
  if (fulfilment === "delivery") return { to: "packing", branch: "", documents: 0 };
  if (fulfilment === "round") return { to: "bike-cart", branch: "", documents: 0 };
  const isHere = here === undefined || pickup_branch.id === here.id;
  return isHere
    ? { to: "hold-shelf", branch: "", documents: 0 }
    : { to: "van", branch: pickup_branch.name, documents: 0 };
}

/** Shelved or sent on by this phone; the server may not have heard of it. */
function barcodesPassedOn(actions: readonly Kept[]): Set<string> {
  const undone = takenBack(actions);
  const barcodes = new Set<string>();
  for (const { action, outcome } of actions) {
    const isInForce = outcome === null || outcome === "applied" || outcome === "duplicate";
    if (!isInForce || undone.has(action.id)) continue;
    if (action.name !== "shelve" && action.name !== "send_on") continue;
    barcodes.add((action.payload as { barcode: string }).barcode);
  }
  return barcodes;
}
