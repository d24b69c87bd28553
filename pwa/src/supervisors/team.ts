import type { ScreenName } from "../router";
import { n, t } from "../texts";
import type { BoardWalk } from "./board";

/** What somebody has to deal with, by its name. */
export interface LeftOver {
  searching: number;
  in_cart: number;
  coming: number;
  to_clear: number;
  trouble: number;
  calls: number;
  letters: number;
  shelf_unknown: boolean;
}

export interface Morning {
  day: string;
  /** "11:30": by then patrons are told what is decided. */
  notify_by: string;
  came_in: { new: number; older: number; by_phone: number };
  here: string[];
  walks: BoardWalk[];
  left_over: LeftOver;
}

export interface Closing {
  day: string;
  walks: BoardWalk[];
  carts: { walk: string; by: string; documents: number }[];
  here: string[];
  /** Documents that nobody may come for any more, slot after slot; "" is the cart. */
  to_clear: { slot: string; documents: number }[];
  notices: { owed: number; ambiguous: number; failed: number };
  to_key: Record<string, number>;
  left_over: LeftOver;
}

export interface Line {
  key: string;
  text: string;
  /** Where it is dealt with. */
  screen?: ScreenName;
}

/** One line for everything that is left, none for what is not. */
export function leftLines(left: LeftOver): Line[] {
  const lines: (Line | false)[] = [
    left.searching > 0 && {
      key: "searching",
      text: n(
        "{count} document still looked for",
        "{count} documents still looked for",
        left.searching,
      ),
      screen: "board",
    },
    left.in_cart > 0 && {
      key: "in_cart",
      text: n(
        "{count} document found, not on the shelf yet",
        "{count} documents found, not on the shelf yet",
        left.in_cart,
      ),
    },
    left.coming > 0 && {
      key: "coming",
      text: n(
        "{count} document on its way to us",
        "{count} documents on their way to us",
        left.coming,
      ),
    },
    left.to_clear > 0 && {
      key: "to_clear",
      text: n(
        "{count} document to clear from the hold shelf",
        "{count} documents to clear from the hold shelf",
        left.to_clear,
      ),
      screen: "clearing",
    },
    left.calls > 0 && {
      key: "calls",
      text: n("{count} patron to call", "{count} patrons to call", left.calls),
      screen: "phone-list",
    },
    left.letters > 0 && {
      key: "letters",
      text: n("{count} letter to print", "{count} letters to print", left.letters),
      screen: "phone-list",
    },
    left.trouble > 0 && {
      key: "trouble",
      text: n(
        "{count} thing that needs a person",
        "{count} things that need a person",
        left.trouble,
      ),
      screen: "trouble",
    },
    left.shelf_unknown && {
      key: "shelf",
      text: t("What was lent since the last closing is not known yet"),
      screen: "ils-files",
    },
  ];
  return lines.filter((line) => line !== false);
}
