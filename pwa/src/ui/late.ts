import { signal } from "@preact/signals";
import { moreTexts } from "../texts";

/** Set when a part of the app was wanted and could not be fetched. */
export const isIncomplete = signal(false);

/** Code that is wanted after the first picture, with its texts; undefined where it does not come. */
export async function late<T>(load: () => Promise<T>): Promise<T | undefined> {
  try {
    const [code] = await Promise.all([load(), moreTexts()]);
    return code;
  } catch {
    isIncomplete.value = true;
    return undefined;
  }
}
