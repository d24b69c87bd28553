import { meta } from "../sync/live";
import { defaultRules, type Scan, type Symbology, validate } from "./validate";

/** What a text that was read or typed is, by what this branch says about its barcodes. */
export function understand(
  raw: string,
  via: Symbology,
  isExpected: (text: string) => boolean,
): Scan {
  const prefixes = meta.value.branch?.settings.card_prefixes ?? ["2"];
  // "2" alone is the usual rule, which also looks at length and check digit: 2001 is no card.
  const cardPrefixes = prefixes.filter((prefix) => prefix.length > 1);
  const usualCards = prefixes.includes("2");
  return validate(raw, via, { ...defaultRules, cardPrefixes, usualCards }, isExpected);
}
