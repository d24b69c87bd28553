import { t } from "../texts";
import type { Gommette } from "../ui/SpineLabel";

export interface SecondStop {
  kinds: string[];
  name: string;
  hint: string;
  number_from: "barcode" | "call_number" | "";
}

export type Policy = Record<string, boolean | string | string[]>;

/** A shelving location, and what stands there. */
export interface Location {
  id: number;
  code: string;
  name: string;
  scheme: string;
  policy: Policy;
  hint: string;
  /** The sticker on its labels: a name, or "#b5482e" where a file said so. */
  colour: string;
  pictogram: string;
  other_places: string[];
  second_stop: SecondStop | null;
  copies: number;
  bays: number;
  /** The bins that begin there, by what they say on their front. */
  bins: string[];
}

export interface Locations {
  schemes: string[];
  locations: Location[];
}

const schemes: Record<string, () => string> = {
  fr: () => t("French call numbers: class, then three letters"),
  dewey: () => t("Dewey: numbers with decimals, then a Cutter or letters"),
  udc: () => t("UDC: numbers with signs between them"),
  lc: () => t("Library of Congress"),
  nlm: () => t("National Library of Medicine"),
  sudoc: () => t("SuDoc: publications of the US government"),
  local: () => t("Of our own: letters, then numbers by their size"),
};

export function schemeText(scheme: string): string {
  return schemes[scheme]?.() ?? scheme;
}

interface Choice {
  key: string;
  /** For which schemes it makes a difference; all where there is none. */
  of?: readonly string[];
  label: () => string;
  effect: () => string;
}

/** Prefixes on which libraries differ, one line each. */
export const prefixes: readonly Choice[] = [
  {
    key: "runs",
    label: () => t("Prefixes that stand by themselves"),
    effect: () =>
      t("In shelf order, separated by commas: BD, R. What has none of them stands after them."),
  },
  {
    key: "interfile",
    label: () => t("Prefixes that change nothing"),
    effect: () => t("Separated by commas: the document stands as if it had none."),
  },
];

/** Questions of order, each answered by yes or no. */
export const orders: readonly Choice[] = [
  {
    key: "roman_numerals",
    label: () => t("Volumes in Roman numbers"),
    effect: () => t("IX stands after VIII, and not before V."),
  },
  {
    key: "decimal_class",
    of: ["fr"],
    label: () => t("Classes are decimals without a point"),
    effect: () => t("294 stands after 2 and before 3, as in the PCDM."),
  },
  {
    key: "cutter_before_date",
    of: ["lc", "nlm"],
    label: () => t("Cutter before date"),
    effect: () => t("QA 76 .C3 stands before QA 76 1999."),
  },
  {
    key: "copy_before_date",
    of: ["lc", "nlm"],
    label: () => t("Copy before date"),
    effect: () => t("“c.2” stands before a year."),
  },
  {
    key: "stem_numbers_first",
    of: ["sudoc"],
    label: () => t("Numbers first, before the colon"),
    effect: () => t("Numbers stand before letters in the stem."),
  },
  {
    key: "suffix_numbers_first",
    of: ["sudoc"],
    label: () => t("Numbers first, after the colon"),
    effect: () => t("Numbers stand before letters in the suffix."),
  },
  {
    key: "years_first",
    of: ["sudoc"],
    label: () => t("Years first"),
    effect: () => t("After the colon, years stand before other numbers."),
  },
];

export function matters({ of }: Choice, scheme: string): boolean {
  return of === undefined || of.includes(scheme);
}

const pictures: Record<string, () => string> = {
  book: () => t("Book"),
  crime: () => t("Magnifying glass"),
  rocket: () => t("Rocket"),
  comic: () => t("Speech bubble"),
  child: () => t("Child"),
  album: () => t("Picture"),
  science: () => t("Flask"),
  film: () => t("Film"),
  music: () => t("Note of music"),
  magazine: () => t("Magazine"),
  large: () => t("Large letters"),
};

/** The pictures that can stand beside a label, each with its name. */
export function pictureOptions(): readonly (readonly [string, string])[] {
  const named = Object.entries(pictures).map(([key, text]) => [key, text()] as const);
  return [["", t("None")], ...named];
}

const stickers: Record<Gommette, () => string> = {
  red: () => t("Red"),
  orange: () => t("Orange"),
  yellow: () => t("Yellow"),
  green: () => t("Green"),
  blue: () => t("Blue"),
  violet: () => t("Violet"),
  pink: () => t("Pink"),
  brown: () => t("Brown"),
  black: () => t("Black"),
  white: () => t("White"),
  grey: () => t("Grey"),
};

/** The stickers that a label can have, each with its name. */
export function stickerOptions(): readonly (readonly [string, string])[] {
  const named = Object.entries(stickers).map(([key, text]) => [key, text()] as const);
  return [["", t("No sticker")], ...named];
}

/** "BD, R" as a list; what stands between two commas may be nothing: it has no prefix. */
export function wordsOf(text: string): string[] {
  return text.trim() ? text.split(",").map((word) => word.trim()) : [];
}

/** What the server is told: policies that make no difference to the scheme are left out. */
export function asSaid(draft: Location) {
  const policy = Object.fromEntries(
    Object.entries(draft.policy).filter(([key, value]) => {
      const order = orders.find((one) => one.key === key);
      return value !== false && value.toString() !== "" && (!order || matters(order, draft.scheme));
    }),
  );
  return {
    name: draft.name,
    scheme: draft.scheme,
    policy,
    hint: draft.hint,
    colour: draft.colour,
    pictogram: draft.pictogram,
    other_places: draft.other_places.filter(Boolean),
    second_stop: draft.second_stop?.name.trim() ? draft.second_stop : null,
  };
}
