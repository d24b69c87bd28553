import type { Order } from "../store/meta";
import { type ActionName, type Kept, payloadOf } from "../store/recorded";
import type { Walk, WalkPick } from "../store/shapes";
import { vainUndos } from "./taken-back";

/** A pick as the screen shows it. */
export interface ShownPick extends WalkPick {
  /** Barcodes that were put aside for a selection, as far as this phone knows. */
  chosen: string[];
}

export interface Shown {
  walks: Walk[];
  picks: ShownPick[];
}

/** Whose phone this is: a claim shows a name before the server has heard of it. */
export interface Me {
  id: number;
  name: string;
  device: string;
}

interface Scene {
  walks: Map<string, Walk>;
  picks: Map<string, ShownPick>;
  byId: Map<string, Kept>;
  me: Me | null;
}

type Step = (scene: Scene, kept: Kept) => void;

/** The server's rows with this phone's own pending actions on top. Pure; changes nothing it is given. */
export function replay(
  base: { walks: readonly Walk[]; picks: readonly WalkPick[] },
  actions: readonly Kept[],
  me: Me | null,
): Shown {
  const scene: Scene = {
    walks: new Map(base.walks.map((walk) => [walk.id, walk])),
    picks: new Map(base.picks.map((pick) => [pick.id, { ...pick, chosen: [] }])),
    byId: new Map(actions.map((kept) => [kept.action.id, kept])),
    me,
  };
  const vain = vainUndos(actions);
  for (const kept of actions) {
    const { id, name } = kept.action;
    if (isNegative(kept) || vain.has(id)) continue;
    if (isPending(kept) || isOnlyKnownHere(scene, kept)) {
      if (Object.hasOwn(steps, name)) steps[name](scene, kept);
    }
  }
  return { walks: [...scene.walks.values()], picks: [...scene.picks.values()] };
}

/** In the order that this phone planned; what joined the walk since comes after it. */
export function reordered({ walks, picks }: Shown, order: Order | undefined): Shown {
  if (!order) return { walks, picks };
  const places = new Map(order.picks.map((id, index) => [id, index]));
  const late = order.picks.length;
  const placed = picks.map((pick) => {
    if (pick.walk !== order.walk) return pick;
    return { ...pick, position: places.get(pick.id) ?? late + pick.position };
  });
  return { walks, picks: placed };
}

function isPending({ state }: Kept): boolean {
  return state !== "kept";
}

function isNegative({ action, outcome, why }: Kept): boolean {
  // Chosen already, with a phone that was lost since: it is among those chosen here, too.
  if (action.name === "choose_item" && why?.code === "already_found") return false;
  return outcome !== null && outcome !== "applied" && outcome !== "duplicate";
}

/** What was chosen for a selection is in no row of the server: it is replayed as long as it is kept. */
function isOnlyKnownHere(scene: Scene, { action }: Kept): boolean {
  if (action.name !== "undo") return action.name === "choose_item";
  // Also the undo of an undo, and so on.
  const target = scene.byId.get(action.subject);
  return target !== undefined && isOnlyKnownHere(scene, target);
}

const steps: Record<ActionName, Step> = {
  claim_walk: onWalk((walk, { me }) => {
    const isMine = walk.claimed_by === null || walk.claimed_by.id === me?.id;
    if (!me || !isMine || walk.status === "finished") return walk;
    const claimed_by = { id: me.id, name: me.name };
    return { ...walk, status: "claimed", claimed_by, claimed_on: me.device };
  }),
  pause_walk: onWalk((walk) => (walk.status === "claimed" ? { ...walk, status: "paused" } : walk)),
  resume_walk: onWalk((walk) => (walk.status === "paused" ? { ...walk, status: "claimed" } : walk)),
  finish_walk(scene, kept) {
    const finish = onWalk((walk) => ({ ...walk, status: "finished", finished_at: kept.action.at }));
    finish(scene, kept);
    for (const pick of scene.picks.values()) {
      if (pick.walk !== kept.action.subject || !isActive(pick)) continue;
      scene.picks.set(pick.id, { ...pick, status: "returned" });
    }
  },
  report_found: onPick((pick, kept) => {
    if (pick.status === "withdrawn") return pick;
    const payload = payloadOf(kept, "report_found");
    const found_barcode = "barcode" in payload ? payload.barcode : (pick.target?.barcode ?? "");
    return { ...pick, status: "found", found_barcode, reason: "" };
  }),
  choose_item: onPick((pick, kept) => {
    const { barcode } = payloadOf(kept, "choose_item");
    return pick.chosen.includes(barcode) ? pick : { ...pick, chosen: [...pick.chosen, barcode] };
  }),
  report_not_found: onPick((pick) => (isActive(pick) ? { ...pick, status: "not_found" } : pick)),
  report_unusable: onPick((pick, kept) => {
    const { reason } = payloadOf(kept, "report_unusable");
    return isActive(pick) ? { ...pick, status: "unusable", reason } : pick;
  }),
  look_later: onPick((pick) => (isActive(pick) ? { ...pick, status: "later" } : pick)),
  undo(scene, { action }) {
    const target = scene.byId.get(action.subject);
    if (target?.action.name === "undo") redo(scene, target);
    else if (target) takeBack(scene, target);
  },
  report_seen() {},
  report_misplaced() {},
  survey_bay() {},
  survey_shelf() {},
  move_bay_start() {},
  remove_bay() {},
  put_on_bay() {},
  // A round is replayed where it is shown; see delivery/stops.ts.
  load_parcel() {},
  deliver_parcel() {},
  report_absent() {},
  report_refused() {},
  report_wrong_address() {},
  report_incident() {},
  // What happens at the hold shelf is shown by hold-shelf/standing.ts.
  shelve() {},
  send_on() {},
  receive() {},
  take_off() {},
  reshelve() {},
  hand_over() {},
  report_missing() {},
  // What happens on the bike cart is shown by rounds/street.ts.
  load_document() {},
  lend_document() {},
  take_back_document() {},
  leave_stop() {},
  report_late() {},
  report_rain() {},
  unload_document() {},
  end_round() {},
  note_wish() {},
  register_patron() {},
  reserve_for_next() {},
};

/** Does again what an undo took back; where that was an undo as well, takes back again. */
function redo(scene: Scene, { action }: Kept): void {
  const original = scene.byId.get(action.subject);
  if (original) steps[original.action.name](scene, original);
}

const undoable: ReadonlySet<ActionName> = new Set([
  "report_found",
  "report_not_found",
  "report_unusable",
  "look_later",
]);

function takeBack(scene: Scene, target: Kept): void {
  const pick = scene.picks.get(target.action.subject);
  if (!pick) return;
  if (target.action.name === "choose_item") {
    const { barcode } = payloadOf(target, "choose_item");
    const chosen = pick.chosen.filter((other) => other !== barcode);
    scene.picks.set(pick.id, { ...pick, chosen });
  } else if (undoable.has(target.action.name)) {
    scene.picks.set(pick.id, { ...pick, status: "open", found_barcode: "", reason: "" });
  }
}

function isActive({ status }: WalkPick): boolean {
  return status === "open" || status === "later";
}

function onWalk(change: (walk: Walk, scene: Scene) => Walk): Step {
  return (scene, { action }) => {
    const walk = scene.walks.get(action.subject);
    if (walk) scene.walks.set(walk.id, change(walk, scene));
  };
}

function onPick(change: (pick: ShownPick, kept: Kept) => ShownPick): Step {
  return (scene, kept) => {
    const pick = scene.picks.get(kept.action.subject);
    if (pick) scene.picks.set(pick.id, change(pick, kept));
  };
}
