/** What read the code: a camera says the kind of bars, a hand scanner and a person do not. */
export type Symbology =
  | "code39"
  | "code128"
  | "codabar"
  | "ean13"
  | "ean8"
  | "itf"
  | "qr"
  | "keyboard"
  | "typed";

/** What a library says about its own barcodes. */
export interface BarcodeRules {
  /** First signs of an item's barcode; none given: whatever is not a card is an item. */
  itemPrefixes: readonly string[];
  /** First signs of a patron's card. */
  cardPrefixes: readonly string[];
  minLength: number;
  maxLength: number;
  /** The only lengths there are, where the library knows them; interleaved 2 of 5 needs them. */
  lengths: readonly number[];
  /** Whether 14-digit numbers that start with 2 or 3 carry a mod-10 check digit. */
  checkDigit: boolean;
  /** Whether 14-digit numbers that start with 2 are cards, even one of which a digit is wrong. */
  usualCards: boolean;
}

export const defaultRules: BarcodeRules = {
  itemPrefixes: [],
  cardPrefixes: [],
  minLength: 3,
  maxLength: 32,
  lengths: [],
  checkDigit: true,
  usualCards: true,
};

export type Kind = "item" | "isbn" | "card" | "label" | "unreadable";
export type Fault = "empty" | "too-short" | "too-long" | "odd-signs" | "check-digit" | "partial";

export interface Scan {
  kind: Kind;
  /** What to look up: upper-cased, without what the symbology added. Zeros are kept. */
  text: string;
  raw: string;
  via: Symbology;
  /** Only its end was typed: `text` is the whole of it. */
  isCompleted?: true;
  /** Why it is unreadable; on an item or a card, "check-digit" means: accepted, but look twice. */
  fault?: Fault;
}

// Under glare, Codabar gives pieces of two to four digits that look whole.
const SHORTEST_CODABAR = 5;
// Without a check digit of their own, these give fragments when half of the label is in the picture.
const weak: ReadonlySet<Symbology> = new Set(["code39", "codabar", "itf"]);
const never = () => false;

/**
 * Says what a read text is. `isExpected` knows the barcodes that this phone waits for: what it
 * knows is an item as it stands, whatever the rules say.
 */
export function validate(
  raw: string,
  via: Symbology,
  rules: BarcodeRules = defaultRules,
  isExpected: (text: string) => boolean = never,
): Scan {
  const printed = withoutAim(withoutControls(raw).trim(), via);
  const read = (kind: Kind, text: string, fault?: Fault): Scan =>
    fault ? { kind, text, raw, via, fault } : { kind, text, raw, via };
  const asItStands = [printed, printed.toUpperCase()].find(isExpected);
  if (asItStands) return read("item", asItStands);

  const text = bare(printed, via).toUpperCase();
  if (isExpected(text)) return read("item", text);
  const fault = faultOf(text, rules);
  if (fault) return read("unreadable", text, fault);
  if (/^[A-Z]{1,6}:[0-9A-Z-]+$/.test(text)) return read("label", text);
  if (isIsbn(text)) return read("isbn", text);
  if (!rules.checkDigit || hasCheckDigit(text)) return read(itemOrCard(text, rules), text);
  if (isNumbered(text)) {
    if (weak.has(via)) return read("unreadable", text, "check-digit");
    return read(itemOrCard(text, rules), text, "check-digit");
  }
  if (isFragment(text, via, rules)) return read("unreadable", text, "partial");
  return read(itemOrCard(text, rules), text);
}

/** Luhn's mod 10, which libraries use on 14 digits and on cards. */
export function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return digits !== "" && sum % 10 === 0;
}

/** An EAN-13 of the book trade, with a right check digit. */
export function isIsbn(text: string): boolean {
  if (!/^97[89]\d{10}$/.test(text)) return false;
  const sum = [...text].reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 3 : 1), 0);
  return sum % 10 === 0;
}

function withoutControls(raw: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: scanners send them (FNC1 is \x1d)
  return raw.replace(/[\u0000-\u001f\u007f\ufeff]/g, "");
}

/** Hand scanners can be set to say the symbology first: "]C1" before a GS1-128. */
function withoutAim(text: string, via: Symbology): string {
  return via === "typed" ? text : text.replace(/^\][A-Za-z][0-9A-Za-z]/, "");
}

function bare(text: string, via: Symbology): string {
  const inner = text.replace(/^\*(.+)\*$/, "$1");
  if (via === "codabar") return inner.replace(/^[A-D]/i, "").replace(/[A-D]$/i, "");
  // Only both ends at once: some libraries print a letter of their own in front ("C0012345").
  if (via === "keyboard") return inner.replace(/^[A-D]([0-9$:/.+-]+)[A-D]$/i, "$1");
  return via === "typed" ? withoutPrintedGaps(inner) : inner;
}

/** People copy the gaps that are printed for the eye: "3 0234 00051786", "978-2-07-036002-4". */
function withoutPrintedGaps(text: string): string {
  const digits = text.replace(/[ -]/g, "");
  const isGapped = /^[0-9 ]+$/.test(text) || isIsbn(digits);
  return isGapped ? digits : text;
}

function faultOf(text: string, rules: BarcodeRules): Fault | undefined {
  if (text === "") return "empty";
  if (!/^[0-9A-Z $%+\-./:_]+$/.test(text) || text.includes("://")) return "odd-signs";
  if (text.length < rules.minLength) return "too-short";
  if (text.length > rules.maxLength) return "too-long";
  return undefined;
}

function isNumbered(text: string): boolean {
  return /^[23]\d{13}$/.test(text);
}

function hasCheckDigit(text: string): boolean {
  return isNumbered(text) && luhn(text);
}

/** A piece of a longer number: the usual misread of weak symbologies. */
function isFragment(text: string, via: Symbology, rules: BarcodeRules): boolean {
  if (!weak.has(via)) return false;
  if (rules.lengths.length > 0) return !rules.lengths.includes(text.length);
  return via === "itf" || (via === "codabar" && text.length < SHORTEST_CODABAR);
}

function itemOrCard(text: string, rules: BarcodeRules): "item" | "card" {
  const startsWithOneOf = (prefixes: readonly string[]) => prefixes.some((p) => text.startsWith(p));
  if (startsWithOneOf(rules.itemPrefixes)) return "item";
  if (startsWithOneOf(rules.cardPrefixes)) return "card";
  // Misread as well, where cards begin so: nobody may take it for a document.
  const isSure = hasCheckDigit(text) || (rules.usualCards && isNumbered(text));
  const isUsualCard = rules.checkDigit && text.startsWith("2") && isSure;
  return isUsualCard && rules.cardPrefixes.length === 0 ? "card" : "item";
}
