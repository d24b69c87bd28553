import { clockText, dateText, t } from "../texts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** "Mon 23, 18:00". */
export function dayTime(iso: string): string {
  const day = dateText(new Date(iso), { weekday: "short", day: "numeric" });
  return t("{day}, {time}", { day, time: clockText(iso) });
}

/** "22 min", "1 h 05": from one instant to another. */
export function span(fromIso: string, toIso: string): string {
  const between = Math.max(0, Date.parse(toIso) - Date.parse(fromIso));
  const hours = Math.floor(between / HOUR);
  const minutes = Math.floor((between % HOUR) / MINUTE);
  if (hours === 0) return t("{minutes} min", { minutes });
  return t("{hours} h {minutes}", { hours, minutes: String(minutes).padStart(2, "0") });
}

/** How many minutes lie between two instants. */
export function minutesBetween(fromIso: string, toIso: string): number {
  return (Date.parse(toIso) - Date.parse(fromIso)) / MINUTE;
}
