/** One day of a branch, as the server counts it. */
export interface Day {
  /** "2026-11-24". */
  day: string;
  holds: number;
  by_phone: number;
  /** Patrons that are not forgotten yet, and how many of the documents they asked for. */
  patrons: number;
  named: number;
  found: number;
  not_found: number;
  unusable: number;
  ready: number;
  /** From the order to the notice; the middle one. */
  hours_to_ready: number | null;
  handed_over: number;
  /** Announced, and not on the shelf. */
  missed: number;
  expired: number;
  unfilled: number;
  cancelled: number;
}

export interface Place {
  location: string;
  kind: string;
  found: number;
  not_found: number;
  unusable: number;
}

/** One month or week, of which the first day is given. */
export interface Span {
  first: string;
  holds: number;
  by_phone: number;
  documents_per_patron: number | null;
  found: number;
  not_found: number;
  ready: number;
  hours_to_ready: number | null;
  handed_over: number;
  missed: number;
  unfilled: number;
}

/** A stretch of call numbers; `rate`: which share of the looks was in vain. */
export interface Range {
  location: string;
  begins: string;
  found: number;
  not_found: number;
  rate: number;
}

/** A bay of the floor; `rate`: which share of the looks for what belongs there was in vain. */
export interface BayLooks {
  bay: string;
  found: number;
  not_found: number;
  rate: number;
}

/** A bay in which documents of this location stood wrong; "" where nobody said which. */
export interface HotSpot {
  location: string;
  bay: string;
  documents: number;
}

export interface Report {
  days: Day[];
  weeks: Span[];
  months: Span[];
  places: Place[];
  ranges: Range[];
  bays: BayLooks[];
  second_looks: { again: number; found: number };
  misplaced: HotSpot[];
}

type Count = Exclude<keyof Day, "day" | "hours_to_ready">;

export function sumOf(days: readonly Day[], count: Count): number {
  return days.reduce((sum, day) => sum + day[count], 0);
}

/** The middle one of those that are known. */
export function middleOf(values: readonly (number | null)[]): number | undefined {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const half = known.length >> 1;
  const upper = known[half];
  if (upper === undefined) return undefined;
  return known.length % 2 === 1 ? upper : ((known[half - 1] ?? upper) + upper) / 2;
}

/** "2026-11-24": so many days ago, on this phone's calendar. */
export function isoDay(daysAgo: number): string {
  const day = new Date();
  day.setDate(day.getDate() - daysAgo);
  return day.toLocaleDateString("sv-SE");
}
