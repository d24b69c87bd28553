import { statusText } from "../delivery/states";
import type { Role } from "../router";
import { n, t } from "../texts";
import type { Trouble } from "./board";
import { roleName } from "./people";
import { dayTime } from "./times";

/** By name while it is fresh, by role later on. */
export type Who = { name: string } | { role: Role };

export interface Seen extends Trouble {
  who: Who | null;
  /** Those of a title of which nobody said which one is wanted. */
  volumes: string[];
  again: Sighting[];
}

interface Sighting {
  id: string;
  opened_at: string;
  who: Who | null;
}

export interface Ended extends Omit<Seen, "choices" | "again" | "volumes"> {
  closed_at: string;
  closed_by: Who | null;
  resolution: string;
}

export interface Troubles {
  open: Seen[];
  history: Ended[];
}

const choices: Record<string, () => string> = {
  here: () => t("It is here"),
  not_here: () => t("It is not here"),
  reshelved: () => t("Put back"),
  done: () => t("Done"),
  keep: () => t("Keep them"),
  tell_patron: () => t("Tell the patron"),
  name_volume: () => t("This volume"),
  resend: () => t("Send again"),
  consider_told: () => t("It arrived"),
};

/** Planning asks these again on its next day, whatever was said of them. */
const askedDaily: readonly string[] = ["hold_without_copy", "to_be_specified"];

/** What a button of a line says. */
export function choiceText(choice: string, kind: string): string {
  if (choice === "done" && askedDaily.includes(kind)) return t("Ask again tomorrow");
  return choices[choice]?.() ?? choice;
}

/** Whether nothing else has to be said with it. */
export function isOneTap(choice: string): boolean {
  return choice !== "name_volume";
}

const ends: Record<string, () => string> = {
  here: () => t("It was here"),
  not_here: () => t("It was not here"),
  reshelved: () => t("Put back on its shelf"),
  keep: () => t("They were kept"),
  tell_patron: () => t("The patron is told"),
  name_volume: () => t("Volume named"),
  resend: () => t("Sent again"),
  consider_told: () => t("It had arrived"),
  elsewhere: () => t("Decided on another screen"),
  corrected: () => t("The outcome was said"),
  cancelled: () => t("They were cancelled"),
  undone: () => t("Taken back by who reported it"),
  withdrawn: () => t("No longer needed"),
};

/** How a line ended: which of the possible answers was given. */
export function endText(resolution: string, kind: string): string {
  if (resolution === "done" && askedDaily.includes(kind)) return t("To be asked again");
  return ends[resolution]?.() ?? t("Dealt with");
}

/** "Ada", "picker", or nothing. */
export function whoText(who: Who | null): string {
  if (!who) return "";
  return "name" in who ? who.name : roleName(who.role);
}

/** What a line is about: "Slip 7 · L’Étranger · 843 CAM". */
export function factsText(facts: Trouble["facts"]): string {
  const { title, call_number, slip, barcode, count, number: parcel, first, then } = facts;
  const { walk, wanted, phone } = facts;
  const numbered = slip ? t("Slip {number}", { number: slip }) : "";
  const holds = count ? n("{count} hold", "{count} holds", Number(count)) : "";
  const reported = [first, then].map((status) => status && statusText(String(status)).text);
  const soughtFor = wanted ? t("instead of {title}", { title: wanted }) : "";
  const about = [numbered, holds, title, call_number, barcode, soughtFor, walk, phone];
  return [...about, parcel, ...reported].filter(Boolean).join(" · ");
}

/** Who saw it and when, each time. */
export function seenText(line: Seen): string {
  const times = [line, ...line.again].map(({ who, opened_at }) =>
    [whoText(who), dayTime(opened_at)].filter(Boolean).join(", "),
  );
  return [timesText(times.length), ...times].filter(Boolean).join(" · ");
}

/** "3 times"; nothing for once. */
export function timesText(count: number): string {
  return count > 1 ? n("{count} time", "{count} times", count) : "";
}

/** Ends a line together with those that say the same. */
export function choiceOf(line: Trouble, choice: string): { choice: string; again: string[] } {
  return { choice, again: line.again.map(({ id }) => id) };
}
