import { t } from "../texts";

const words: readonly (readonly [string, () => string])[] = [
  ["rows", () => t("rows")],
  ["placed", () => t("new holds")],
  ["known", () => t("known already")],
  ["wanted_again", () => t("wanted again")],
  ["vanished", () => t("no longer named")],
  ["new", () => t("new")],
  ["changed", () => t("changed")],
  ["same", () => t("unchanged")],
  ["held", () => t("in Rayon’s hands")],
  ["closed", () => t("handed over")],
  ["other", () => t("other loans")],
];

/** The numbers of an import with their words, in a fixed order; what is not counted is left out. */
export function countsOf(counts: Record<string, number>): [string, number][] {
  return words.flatMap(([name, word]) => {
    const count = counts[name];
    return count === undefined ? [] : [[word(), count] as [string, number]];
  });
}
