import { number, t } from "../texts";

const UNIT = 1024;

/** "3 kB", "12 MB", "2 GB": as people say it. */
export function fileSize(bytes: number): string {
  const kilo = bytes / UNIT;
  if (kilo < UNIT) return t("{size} kB", { size: number(Math.ceil(kilo)) });
  const mega = kilo / UNIT;
  if (mega < UNIT) return t("{size} MB", { size: number(Math.round(mega)) });
  return t("{size} GB", { size: number(Math.round(mega / UNIT)) });
}
