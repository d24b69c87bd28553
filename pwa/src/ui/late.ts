import { signal } from "@preact/signals";
import { moreTexts } from "../texts";

/** Set when a part of the app was wanted and could not be fetched. */
export const isIncomplete = signal(false);

/**
 * Code that is wanted after the first picture, with its texts; undefined where it does not come.
 * Code that came without its texts is used: better in English than not at all.
 */
export async function late<T>(load: () => Promise<T>): Promise<T | undefined> {
  const texts = moreTexts().catch(() => undefined);
  try {
    const code = await load();
    await texts;
    return code;
  } catch {
    isIncomplete.value = true;
    return undefined;
  }
}
