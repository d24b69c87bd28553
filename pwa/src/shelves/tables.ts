import { type Kept, payloadOf, type SurveyedBay } from "../store/recorded";
import type { BayKind, FloorFile } from "../store/shapes";
import { knownBay } from "./surveying";

/** Where documents stand for a while. */
export const forAWhile = ["display_table", "returns_trolley", "repair_shelf"] as const;
export type TableKind = (typeof forAWhile)[number];

export interface Table {
  bay: string;
  kind: BayKind;
  until: string | null;
}

/** The table with this label: from the floor, or from what was set up here and not sent yet. */
export function tableOf(
  label: string,
  floor: FloorFile | null,
  actions: readonly Kept[],
): Table | null {
  const own = actions.filter(
    ({ action }) =>
      (action.name === "survey_bay" || action.name === "remove_bay") &&
      (action.payload as { bay: string }).bay === label,
  );
  const last = own.at(-1);
  if (last?.action.name === "remove_bay") return null;
  if (last) return fromSurvey(payloadOf(last, "survey_bay"));
  const known = knownBay(floor, label);
  return known ? { bay: label, kind: known.kind, until: known.until } : null;
}

function fromSurvey({ bay, kind, ends_on }: SurveyedBay): Table {
  return { bay, kind, until: ends_on };
}

/** Whether documents may be put there today. */
export function isOpen({ kind, until }: Table, day: string): boolean {
  return (forAWhile as readonly string[]).includes(kind) && until !== null && until >= day;
}

/** What was put on this table with this phone, the last one first. */
export function putThere(bay: string, actions: readonly Kept[]): Kept[] {
  return actions
    .filter(
      (kept) => kept.action.name === "put_on_bay" && payloadOf(kept, "put_on_bay").bay === bay,
    )
    .reverse();
}
