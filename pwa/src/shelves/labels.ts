import type { Scan } from "../scanning/validate";

/** What the bars of a printed bay label begin with. */
const PRINTED = "BAY:";
const LONGEST = 28;
/** What a library's own document labels look like: never the label of a bay. */
const DOCUMENT = /^\d{7,}$/;

/** A free text as the label of a bay: capitals, digits and hyphens; null where nothing is left. */
export function asLabel(text: string): string | null {
  const plain = text
    .toUpperCase()
    .normalize("NFKD")
    .replace(/[^0-9A-Z \-_./:]/g, "")
    .replace(/[^0-9A-Z]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, LONGEST)
    .replace(/-$/, "");
  return plain || null;
}

/** The bay that a label printed by Rayon names; null for any other code. */
export function printedLabel({ text }: Scan): string | null {
  return text.startsWith(PRINTED) ? asLabel(text.slice(PRINTED.length)) : null;
}

/** The bay that was scanned or typed: printed by Rayon, or a text of the library's own. */
export function bayLabel(scan: Scan): string | null {
  if (scan.text.startsWith(PRINTED)) return printedLabel(scan);
  const isDocument = scan.kind === "isbn" || scan.kind === "card" || DOCUMENT.test(scan.text);
  return isDocument ? null : asLabel(scan.raw.trim());
}
