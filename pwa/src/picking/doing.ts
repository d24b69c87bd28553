import type { Symbology } from "../scanning/validate";
import type {
  About,
  ActionName,
  Doubt,
  Half,
  How,
  Kept,
  NoScanReason,
  Payloads,
  UnusableReason,
} from "../store/recorded";
import type { Copy, Walk } from "../store/shapes";
import type { ShownPick } from "../sync/replay";
import { record } from "../sync/sending";
import { n } from "../texts";
import { selectionText } from "./words";

type Done = Promise<Kept | undefined>;

/** How a code was read, as the server names it. */
export function howOf(via: Symbology): How {
  if (via === "keyboard") return "scanner";
  return via === "typed" ? "typed" : "camera";
}

export function changeWalk(
  name: "claim_walk" | "pause_walk" | "resume_walk" | "finish_walk",
  walk: Walk,
): Done {
  const about = { title: walk.name, label: "", slip: null };
  return record({ name, subject: walk.id, payload: {}, seen: walk.version, about });
}

/** What the person said when asked: whether all of it is there; whether it may be lent again. */
interface Said {
  complete?: boolean | undefined;
  sound?: true | undefined;
}

export function reportFound(pick: ShownPick, barcode: string, how: How, said: Said = {}): Done {
  const copy = pick.copies.find((one) => one.barcode === barcode);
  const sound = said.sound && { sound: said.sound };
  return onPick("report_found", pick, { barcode, how, ...counted(copy, said.complete), ...sound });
}

/** What the person said when asked: all parts are there, and the other half was taken, too. */
function counted(copy: Copy | null | undefined, complete: boolean | undefined) {
  if (complete === undefined) return {};
  return copy?.second_stop ? { complete, second_stop: complete } : { complete };
}

/** The last document that was put aside answers for the whole selection. */
export function reportSelection(pick: ShownPick, last: string): Done {
  const about = { ...aboutOf(pick), title: chosenText(pick) };
  return onPick("report_found", pick, { barcode: last, how: "typed" }, about);
}

/** "2 documents chosen of 5 · album": what came of it, as far as this phone knows. */
export function chosenText({ chosen, hold }: ShownPick): string {
  const { number, kind, age } = hold.selection ?? {};
  const documents = number
    ? n(
        "{count} document chosen of {number}",
        "{count} documents chosen of {number}",
        chosen.length,
        {
          number,
        },
      )
    : n("{count} document chosen", "{count} documents chosen", chosen.length);
  return [documents, kind, age].filter(Boolean).join(" · ");
}

export function reportFoundWithoutScan(
  pick: ShownPick,
  reason: NoScanReason,
  complete?: boolean,
): Done {
  return onPick("report_found", pick, { how: "tap", reason, ...counted(pick.target, complete) });
}

/** Its barcode tells it from the other documents of the selection. */
export function chooseItem(pick: ShownPick, barcode: string, how: How, doubt?: Doubt): Done {
  const about = { ...aboutOf(pick), label: barcode, ...(doubt && { doubt }) };
  return onPick("choose_item", pick, { barcode, how }, about);
}

export function reportNotFound(pick: ShownPick): Done {
  return onPick("report_not_found", pick, {});
}

export function reportUnusable(pick: ShownPick, reason: UnusableReason, barcode?: string): Done {
  return onPick("report_unusable", pick, barcode ? { reason, barcode } : { reason });
}

export function lookLater(pick: ShownPick, half?: Half): Done {
  return onPick("look_later", pick, {}, { ...aboutOf(pick), ...(half && { half }) });
}

/** A document met off the list: somebody else may be looking for it. */
export function reportSeen(barcode: string, walk?: string): Done {
  const payload = walk ? { barcode, walk } : { barcode };
  const about = { title: barcode, label: "", slip: null };
  return record({ name: "report_seen", subject: "", payload, seen: 0, about });
}

export function undo({ action, about }: Kept): Done {
  return record({ name: "undo", subject: action.id, payload: {}, seen: 0, about });
}

function onPick<N extends ActionName>(
  name: N,
  pick: ShownPick,
  payload: Payloads[N],
  about: About = aboutOf(pick),
): Done {
  const { id, version } = pick;
  return record({ name, subject: id, payload, seen: version, about });
}

function aboutOf(pick: ShownPick): About {
  return {
    title: pick.title?.title ?? selectionText(pick.hold.selection),
    label: pick.target?.lines.join(" ") ?? "",
    slip: pick.hold.slip,
  };
}
