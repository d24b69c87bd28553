import type { About, ActionName, Kept, Recorded } from "../store/recorded";
import { language, t } from "../texts";

/** What the server said about it, in the language of the screen. */
export function whyText({ why }: Kept): string {
  return why?.texts?.[language.value] ?? why?.text ?? "";
}

const words: Record<ActionName, () => string> = {
  claim_walk: () => t("Walk taken"),
  pause_walk: () => t("Walk paused"),
  resume_walk: () => t("Walk resumed"),
  finish_walk: () => t("Walk finished"),
  report_found: () => t("Found"),
  choose_item: () => t("Put aside"),
  report_not_found: () => t("Not on the shelf"),
  report_unusable: () => t("Not usable"),
  look_later: () => t("Put off"),
  undo: () => t("Taken back"),
  report_seen: () => t("Scanned, not on the list"),
  report_misplaced: () => t("Misplaced"),
  survey_bay: () => t("Bay surveyed"),
  survey_shelf: () => t("Shelf surveyed"),
  move_bay_start: () => t("Edge of a bay moved"),
  remove_bay: () => t("Bay taken away"),
  put_on_bay: () => t("Put on a table"),
  load_parcel: () => t("Parcel loaded"),
  deliver_parcel: () => t("Parcel delivered"),
  report_absent: () => t("Absent"),
  report_refused: () => t("Refused at the door"),
  report_wrong_address: () => t("Wrong address"),
  report_incident: () => t("Incident on the way"),
  shelve: () => t("Shelved"),
  send_on: () => t("Sent on"),
  receive: () => t("Received"),
  take_off: () => t("Off the hold shelf"),
  reshelve: () => t("Back on its shelf"),
  hand_over: () => t("Handed over"),
  report_missing: () => t("Not in its slot"),
  load_document: () => t("Loaded onto the cart"),
  lend_document: () => t("Lent in the street"),
  take_back_document: () => t("Taken back in the street"),
  leave_stop: () => t("Stop left"),
  report_late: () => t("Said to be late"),
  report_rain: () => t("Said whether it rains"),
  unload_document: () => t("Unloaded"),
  end_round: () => t("Round ended"),
  note_wish: () => t("Wish noted"),
  register_patron: () => t("Registered in the street"),
  reserve_for_next: () => t("Asked for, for next time"),
};

/** Every action that a phone can record. */
export const names = Object.keys(words) as ActionName[];

/** What was done, in words. */
export function deedText({ action }: Kept): string {
  return deedName(action.name);
}

/** What an action of this name is called; the name itself where it is not known. */
export function deedName(name: string): string {
  return Object.hasOwn(words, name) ? words[name as ActionName]() : name;
}

/** What it was about: "843.914 CAM ETR · L’Étranger". */
export function subjectText({ action, about }: Kept): string {
  return [labelOf(action, about), about.title].filter(Boolean).join(" · ");
}

/** An older app wrote a passing doubt behind the barcode of what was chosen. */
function labelOf({ name, payload }: Recorded, { label }: About): string {
  return name === "choose_item" && "barcode" in payload ? (payload.barcode ?? label) : label;
}

const canBeUndone: ReadonlySet<ActionName> = new Set([
  "report_found",
  "choose_item",
  "report_not_found",
  "report_unusable",
  "look_later",
  "report_misplaced",
  "put_on_bay",
  "shelve",
  "send_on",
  "take_off",
  "reshelve",
  "hand_over",
  "deliver_parcel",
  "report_absent",
  "report_refused",
  "report_wrong_address",
  "report_incident",
  "undo",
]);

/** Whether `kept` can still be taken back: by the person who did it, once. */
export function isUndoable(kept: Kept, all: readonly Kept[], person: number | undefined): boolean {
  const { outcome, action } = kept;
  const isInForce = outcome === null || outcome === "applied" || outcome === "duplicate";
  const isTakenBack = all.some(
    (other) => other.action.name === "undo" && other.action.subject === action.id,
  );
  return isInForce && !isTakenBack && action.by === person && canBeUndone.has(action.name);
}
