import { t } from "../texts";

/** From the lightest to the heaviest that may be read off a scale, in grams. */
export type Range = readonly [least: number, most: number];

/** The server refuses what is beyond these, too. */
export const OF_DOCUMENT: Range = [5, 10_000];
export const OF_PARCEL: Range = [10, 30_000];

interface Read {
  grams?: number;
  /** What is wrong with it, for the field. */
  error?: string;
}

/** What somebody typed off the scale; neither grams nor an error where nothing is typed. */
export function readGrams(typed: string, [least, most]: Range): Read {
  const digits = typed.replace(/\s/g, "");
  if (!digits) return {};
  // Read as "2.6 kg" or as "2,600 g", a comma would be a guess.
  if (!/^\d+$/.test(digits)) return { error: t("Type grams, in whole numbers: for example 1900.") };
  const grams = Number(digits);
  if (grams < least) return { error: t("At least {least} g: look at the scale again.", { least }) };
  if (grams > most) return { error: t("At most {most} g: look at the scale again.", { most }) };
  return { grams };
}
