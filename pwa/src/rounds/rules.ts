import { weekdayName } from "../supervisors/pickup-days";
import { t } from "../texts";

const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
const WEEK = 7;

/** How often a cart may come that comes first on this day: pairs of an RRULE and its words. */
export function rulesFor(firstDay: string): (readonly [string, string])[] {
  const day = new Date(`${firstDay}T12:00`);
  const weekday = (day.getDay() + 6) % WEEK;
  const name = weekdayName(weekday);
  const nth = Math.ceil(day.getDate() / WEEK);
  const isLast = day.getDate() + WEEK > daysOfMonth(day);
  const rules: (readonly [string, string])[] = [
    ["FREQ=WEEKLY;INTERVAL=2", t("Every two weeks, on {weekday}", { weekday: name })],
    ["FREQ=WEEKLY", t("Every week, on {weekday}", { weekday: name })],
    ["FREQ=WEEKLY;INTERVAL=3", t("Every three weeks, on {weekday}", { weekday: name })],
    ["FREQ=WEEKLY;INTERVAL=4", t("Every four weeks, on {weekday}", { weekday: name })],
  ];
  if (nth <= 4) rules.push([`FREQ=MONTHLY;BYDAY=${nth}${WEEKDAYS[weekday]}`, monthly(nth, name)]);
  if (isLast) rules.push([`FREQ=MONTHLY;BYDAY=-1${WEEKDAYS[weekday]}`, monthly(-1, name)]);
  return rules;
}

/** How often the cart comes, in words; the rule itself where it is none of the usual ones. */
export function ruleText(rule: string, firstDay: string): string {
  return rulesFor(firstDay).find(([known]) => known === rule)?.[1] ?? rule;
}

/** The rule of another first day that comes nearest to this one. */
export function ruleOn(rule: string, firstDay: string): string {
  const known = rulesFor(firstDay).map(([one]) => one);
  if (known.includes(rule) || !rule.startsWith("FREQ=MONTHLY")) return rule;
  return known.find((one) => one.startsWith("FREQ=MONTHLY")) ?? rule;
}

function monthly(nth: number, weekday: string): string {
  const texts: Record<number, string> = {
    1: t("Every month, on the first {weekday}", { weekday }),
    2: t("Every month, on the second {weekday}", { weekday }),
    3: t("Every month, on the third {weekday}", { weekday }),
    4: t("Every month, on the fourth {weekday}", { weekday }),
    [-1]: t("Every month, on the last {weekday}", { weekday }),
  };
  return texts[nth] ?? "";
}

function daysOfMonth(day: Date): number {
  return new Date(day.getFullYear(), day.getMonth() + 1, 0).getDate();
}
