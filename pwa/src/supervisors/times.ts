import { locale, t } from "../texts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** "9:41", in the phone's time zone. */
export function clockTime(iso: string): string {
  return new Date(iso).toLocaleTimeString(locale.value, { hour: "2-digit", minute: "2-digit" });
}

/** "Mon 23, 18:00". */
export function dayTime(iso: string): string {
  return new Date(iso).toLocaleString(locale.value, {
    weekday: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
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
