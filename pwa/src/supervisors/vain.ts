import { language, n, t } from "../texts";

/** So many rows say enough; the file has all of them. */
export const MOST = 20;

interface Looks {
  found: number;
  not_found: number;
  rate: number;
}

/** "33 % in vain, of 3 looks". */
export function vain({ found, not_found, rate }: Looks): string {
  const share = rate.toLocaleString(language.value, { style: "percent" });
  const looks = n("{count} look", "{count} looks", found + not_found);
  return t("{share} in vain, of {looks}", { share, looks });
}
