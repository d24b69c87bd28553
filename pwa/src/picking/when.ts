import { clockText, dateText, t } from "../texts";

const DAY_MS = 86_400_000;

/** "today 07:40", "yesterday 17:40", "Mon 16 Nov, 17:40": an instant as people say it. */
export function whenText(iso: string, now: number = Date.now()): string {
  const time = clockText(iso);
  const days = daysAgo(iso, now);
  if (days === 0) return t("today {time}", { time });
  if (days === 1) return t("yesterday {time}", { time });
  const day = dateText(new Date(iso), {
    weekday: "short",
    day: "numeric",
    month: "short",
  });
  return t("{day}, {time}", { day, time });
}

/** Midnights between an instant and now, by this phone's clock. */
export function daysAgo(iso: string, now: number = Date.now()): number {
  return Math.round((midnight(now) - midnight(Date.parse(iso))) / DAY_MS);
}

function midnight(instant: number): number {
  return new Date(instant).setHours(0, 0, 0, 0);
}
