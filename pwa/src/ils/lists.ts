import { t } from "../texts";

export const listKinds = ["to_trap", "loan", "return", "to_mark_missing"] as const;
export type ListKind = (typeof listKinds)[number];

/** One copy to be keyed into the library's own system. */
export interface Line {
  id: string;
  at: string;
  barcode: string;
  /** Data URIs of Code 128; empty where there is nothing to draw. */
  bars: string;
  card_bars: string;
  card: string | null;
  /** False: nobody showed a card, it is that of whoever asked for the document. */
  is_card_shown: boolean;
  title: string;
  call_number: string;
  location: string;
  slip: number | null;
}

interface Words {
  name: () => string;
  /** What to do with it over there. */
  hint: () => string;
  /** Where the other system takes a file. */
  file: () => string;
}

const words: Record<ListKind, Words> = {
  to_trap: {
    name: () => t("To trap in the ILS"),
    hint: () => t("Scan each document on the return screen of the ILS: it catches the hold."),
    file: () => t("Barcodes (.txt)"),
  },
  loan: {
    name: () => t("Loans to key"),
    hint: () =>
      t("Scan the card, then the document, on the loan screen of the ILS; or load the file."),
    file: () => t("Koha file (.koc)"),
  },
  return: {
    name: () => t("Returns to key"),
    hint: () => t("Scan each document on the return screen of the ILS; or load the file."),
    file: () => t("Koha file (.koc)"),
  },
  to_mark_missing: {
    name: () => t("To mark missing"),
    hint: () =>
      t("Looked for in vain. Mark each one missing in the ILS, or all of them as a batch."),
    file: () => t("Barcodes (.txt)"),
  },
};

export function wordsOf(kind: ListKind): Words {
  return words[kind];
}

export function isListKind(text: string | undefined): text is ListKind {
  return listKinds.some((kind) => kind === text);
}
