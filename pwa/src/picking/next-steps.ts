import type { Kept } from "../store/recorded";
import type { Branch } from "../store/shapes";
import type { ShownPick } from "../sync/replay";
import { takenBack } from "../sync/taken-back";

/** Where documents go now that were found, or that are no good as they are. */
export interface Step {
  to: "hold-shelf" | "van" | "packing" | "bike-cart" | "repair";
  /** The branch that the van brings them to. */
  branch: string;
  /** Nobody collects them there: they go on in a parcel or on the bike cart. */
  goesOn: boolean;
  documents: number;
}

/** What is still in the hands of whoever walked, by where it goes; this branch's shelf first. */
export function stepsOf(
  picks: readonly ShownPick[],
  actions: readonly Kept[],
  here: Pick<Branch, "id"> | undefined,
): Step[] {
  const passedOn = barcodesPassedOn(actions);
  const unheard = findsUnheard(actions);
  const steps = new Map<string, Step>();
  for (const pick of picks) {
    if (isToRepair(pick)) add(steps, { to: "repair", branch: "", goesOn: false, documents: 1 });
    // What the server has otherwise since was found, and is somewhere else by now.
    if (pick.hold.status !== "found" && !unheard.has(pick.id)) continue;
    const documents = documentsOf(pick).filter((barcode) => !passedOn.has(barcode)).length;
    if (documents === 0) continue;
    add(steps, { ...stepOf(pick, here), documents });
  }
  return [...steps].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, step]) => step);
}

const order: readonly Step["to"][] = ["hold-shelf", "van", "packing", "bike-cart", "repair"];

function add(steps: Map<string, Step>, step: Step): void {
  const key = `${order.indexOf(step.to)} ${step.branch} ${step.goesOn}`;
  steps.set(key, { ...step, documents: step.documents + (steps.get(key)?.documents ?? 0) });
}

/** Noted as no good, and in the hand: what is not for loan, or being read, stays where it is. */
function isToRepair({ status, reason }: ShownPick): boolean {
  return status === "unusable" && ["damaged", "incomplete", "empty_case"].includes(reason);
}

/** Whether some of it is recorded with a scan: into a slot, or into the crate. */
export function isScannedOn(
  steps: readonly Step[],
  { ready_when }: Pick<Branch["settings"], "ready_when">,
): boolean {
  return steps.some(({ to }) => to === "van" || (to === "hold-shelf" && ready_when === "shelved"));
}

/** Picks that were found here, and of which the server has not sent what follows. */
function findsUnheard(actions: readonly Kept[]): Set<string> {
  const unheard = actions.filter(
    ({ action, state }) => action.name === "report_found" && state !== "kept",
  );
  return new Set(unheard.map(({ action }) => action.subject));
}

/** The barcodes that were found for a pick: several for a selection. */
function documentsOf({ status, hold, chosen, found_barcode }: ShownPick): readonly string[] {
  if (status !== "found") return [];
  return hold.wants === "selection" && chosen.length > 0 ? chosen : [found_barcode];
}

function stepOf(
  { hold }: ShownPick,
  here: Pick<Branch, "id"> | undefined,
): Omit<Step, "documents"> {
  const { fulfilment, pickup_branch } = hold;
  const rides = ridesAs[fulfilment];
  // Parcels are packed and the cart is loaded at that branch, too.
  if (here && pickup_branch.id !== here.id) {
    return { to: "van", branch: pickup_branch.name, goesOn: rides !== undefined };
  }
  return { to: rides ?? "hold-shelf", branch: "", goesOn: false };
}

const ridesAs: Partial<Record<string, Step["to"]>> = { delivery: "packing", round: "bike-cart" };

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
