/** An order as it is taken on the telephone. Lives in memory only, and goes when the screen does. */

import { dateText, n, t } from "../texts";
import type { Colour } from "../ui/results";

export interface Choices {
  /** The branch this device stands at. */
  here: number;
  branches: { id: number; name: string }[];
  /** Where the bike cart of this branch halts. */
  stops: { id: string; place: string }[];
  kinds: { kind: string; name: string }[];
}

export interface Caller {
  id: number;
  name: string;
  card_end: string;
  /** The last day on which nothing may be borrowed: "2026-12-05". */
  blocked_until: string | null;
  branch: number;
  told_by: "mail" | "phone";
  /** Documents asked for and not collected yet, of the limit. */
  waiting: number;
  limit: number;
  kinds: { name: string; waiting: number; limit: number }[];
}

export interface Standing {
  id: number;
  name: string;
  on_shelf: number;
  on_loan: number;
  elsewhere: number;
  due_on: string | null;
}

/** Copies that are as good as each other. */
export interface Group {
  volume: string;
  kind: string;
  kind_name: string;
  waiting: number;
  branches: Standing[];
}

export interface Found {
  id: number;
  title: string;
  author: string;
  year: string;
  format: string;
  publisher: string;
  groups: Group[];
  /** The place in `groups` of the copy that was scanned. */
  chosen: number | null;
}

export interface Selection {
  kind: string;
  age: string;
  number: number;
  wishes: string;
}

export type Wanted = { title: Found; group: Group } | { selection: Selection };
export type Override = "" | "our_mistake" | "group" | "exception";

export interface Order {
  patron: number;
  wants: "title" | "selection";
  title: number | null;
  volume: string;
  kind: string;
  selection: Selection | null;
  pickup_branch: number;
  /** The id of the delivery it rides home with; empty for what is collected. */
  delivery: string;
  /** The id of the stop where the bike cart brings it; empty for what is collected. */
  round_stop: string;
  override: Override;
}

/** A delivery that the server has promised. */
export interface Promised {
  id: string;
  branch: number;
  day: string;
  /** "At home on Tuesday 24 November, between 16:00 and 20:00." */
  said: string;
  fee: string;
  takes_more: boolean;
}

/** Where a caller collects: at a branch, or at a stop of its bike cart. */
export interface Place {
  branch: number;
  stop: string;
}

/** What the server is asked to write down. */
export function orderOf(
  caller: Caller,
  wanted: Wanted,
  pickup: Place,
  delivery: Promised | undefined,
): Order {
  const where = delivery
    ? { pickup_branch: delivery.branch, delivery: delivery.id, round_stop: "" }
    : { pickup_branch: pickup.branch, delivery: "", round_stop: pickup.stop };
  const common = { patron: caller.id, ...where, override: "" } as const;
  if ("selection" in wanted) {
    const { selection } = wanted;
    return { ...common, wants: "selection", title: null, volume: "", kind: "", selection };
  }
  const { volume, kind } = wanted.group;
  return { ...common, wants: "title", title: wanted.title.id, volume, kind, selection: null };
}

/** The one thing that can be meant, where there is only one: nobody need choose it. */
export function onlyOne(titles: readonly Found[]): Wanted | undefined {
  const [title, ...others] = titles;
  const group = title && others.length === 0 ? groupMeant(title) : undefined;
  return title && group && { title, group };
}

/** The copies that were scanned, or the only ones there are. */
export function groupMeant({ groups, chosen }: Found): Group | undefined {
  if (chosen !== null) return groups[chosen];
  return groups.length === 1 ? groups[0] : undefined;
}

/** "Albert Camus · 2012 · pocket book", without what is not known. */
export function describe({ author, year, format, publisher }: Found): string {
  return [author, year, format || publisher].filter(Boolean).join(" · ");
}

/** "Volume 2 · Manga", or the kind alone. */
export function groupText({ volume, kind_name }: Group): string {
  return [volumeText(volume), kind_name].filter(Boolean).join(" · ");
}

/** "Volume 2"; what is more than a number says itself what it is: "no 113", "Tome 2". */
export function volumeText(volume: string): string {
  return /^\d+$/.test(volume) ? t("Volume {volume}", { volume }) : volume;
}

/** What there is at one branch, in a few words and a colour. */
export function standingText(standing: Standing): { text: string; colour: Colour } {
  const { on_shelf, on_loan, due_on } = standing;
  if (on_shelf > 0) {
    return { text: t("{count} on the shelf", { count: on_shelf }), colour: "green" };
  }
  if (on_loan === 0) return { text: t("on its way or put aside"), colour: "ink" };
  const text = due_on ? t("on loan until {day}", { day: dayText(due_on) }) : t("on loan");
  return { text, colour: "amber" };
}

/** "5 Dec" of "2026-12-05". */
export function dayText(day: string): string {
  return dateText(day, { day: "numeric", month: "short" });
}

export function isFull({ waiting, limit }: { waiting: number; limit: number }): boolean {
  return waiting >= limit;
}

/** "L’Étranger", "One Piece · Volume 2", "3 documents to choose": for the list of what is done. */
export function wantedText(wanted: Wanted): string {
  if ("selection" in wanted) {
    const { number } = wanted.selection;
    return n("{count} document to choose", "{count} documents to choose", number);
  }
  const { title, group } = wanted;
  return [title.title, volumeText(group.volume)].filter(Boolean).join(" · ");
}
