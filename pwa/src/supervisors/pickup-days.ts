import { ApiError, ask } from "../api";
import { datesText, dateText, hourText, n } from "../texts";
import { toast } from "../ui/toasts";

export interface Hours {
  /** Monday is 0. */
  weekday: number;
  /** "10:00", on the wall clock of the branch. */
  opens: string;
  closes: string;
}

export interface Closure {
  id: string;
  first: string;
  last: string;
  because: string;
}

/** When a branch hands documents over, as the server tells it. Days are "2026-11-24". */
export interface PickupDays {
  today: { day: string; is_closed: boolean; hours: [string, string][]; next: string };
  kept_days: number;
  week: Hours[];
  closures: Closure[];
  holidays: { day: string; name: string }[];
}

/** Changes the days; what patrons lost by it is said in words. False when it was refused. */
export async function changeDays(path: string, body: object): Promise<boolean> {
  try {
    const { moved } = await ask<{ moved: number }>(`/pickup-days/${path}`, { body });
    if (moved > 0) {
      toast(
        n(
          "{count} document is kept longer; its patron will be told.",
          "{count} documents are kept longer; their patrons will be told.",
          moved,
        ),
      );
    }
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.message);
    return false;
  }
}

/** "Tuesday 24 November". */
export function dayText(day: string): string {
  return dateText(day, {
    weekday: "long",
    day: "numeric",
    month: "long",
  });
}

/** "Thu 24 – Sat 26 Dec"; one day alone where both are the same. */
export function daysText(first: string, last: string): string {
  return datesText(first, last, { weekday: "short", day: "numeric", month: "short" });
}

/** "Monday" for 0. */
export function weekdayName(weekday: number): string {
  // 1 January 2024 was a Monday.
  return dateText(new Date(2024, 0, 1 + weekday), { weekday: "long" });
}

/** "10:00 – 12:00, 14:00 – 18:00". */
export function spansText(spans: readonly (readonly [string, string])[]): string {
  return spans.map(([opens, closes]) => `${hourText(opens)} – ${hourText(closes)}`).join(", ");
}

/** The spans of one weekday, in their order. */
export function spansOf(week: readonly Hours[], weekday: number): [string, string][] {
  return week
    .filter((hours) => hours.weekday === weekday)
    .map(({ opens, closes }) => [opens, closes]);
}
