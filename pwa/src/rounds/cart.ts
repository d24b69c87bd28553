import type { CartDocument } from "./street";

/** A visit that is prepared; `planned` is its day by the rule. */
export interface CartVisit {
  neighbourhood: string;
  name: string;
  planned: string;
  day: string;
}

/** One line of what rides, as the library sees it: nobody's name. */
export interface CartLine extends CartDocument {
  /** Why it stays at home; empty where it does not. */
  because: string;
  /** Somebody is to fetch it, or is about to. */
  on_walk: boolean;
}

export interface Cart extends CartVisit {
  round: string;
  stops: { id: string; place: string }[];
  lines: CartLine[];
  /** How many of them a new walk would fetch. */
  to_fetch: number;
  /** Grams of all that rides or is to. */
  grams: number;
  doubt: number;
  limit: number;
  wishes: { id: string; words: string }[];
}
