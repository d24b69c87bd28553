import type { LastResult } from "../picking/result";
import { n, t } from "../texts";
import type { Direction, Whereabouts } from "./where-am-i";

/** What to tell: the way from the document `label` in hand to the one that is looked for. */
export function whereWords(where: Whereabouts, label: string): LastResult {
  const from = t("from {label}", { label });
  switch (where.kind) {
    case "near":
      return {
        kind: "near",
        word: documentsText(where.documents, where.direction),
        detail: joined(from, where.shelves === null ? "" : shelvesText(where.shelves)),
        direction: where.direction,
      };
    case "next-bay":
      return {
        kind: "near",
        word: joined(nextBayText(where.direction), shelvesText(where.shelves)),
        detail: joined(from, bayText(where.bay)),
        direction: where.direction,
      };
    case "across":
      return {
        kind: "across",
        detail: joined(from, bayText(where.bay), t("shelf {shelf}", { shelf: where.shelf })),
      };
    case "far":
      return farWords(where, label);
  }
}

/** A document of another location. */
export function elsewhereWords(label: string, location: string): LastResult {
  const detail = joined(t("Not on the list"), label);
  return { kind: "far", word: t("Misplaced? {location}", { location }), detail };
}

function farWords(
  { documents, direction, home, goal, isMisplaced }: Extract<Whereabouts, { kind: "far" }>,
  label: string,
): LastResult {
  if (goal === null || home === null) {
    const word = documentsText(documents, direction);
    return { kind: "far", word, detail: t("from {label}", { label }), direction };
  }
  if (isMisplaced) {
    const detail = joined(t("Not on the list"), label, t("look in bay {goal}", { goal }));
    return { kind: "far", word: t("Misplaced? Bay {bay}", { bay: home }), detail };
  }
  const detail = joined(label, t("bay {home}", { home }), documentsText(documents, direction));
  return { kind: "far", word: t("Far away: go to bay {goal}", { goal }), detail, direction };
}

function documentsText(documents: number, direction: Direction): string {
  if (documents < 2) return t("Right beside it");
  const count = documents > 100 ? 50 * Math.round(documents / 50) : documents;
  return direction === "left"
    ? n("≈ {count} document to the left", "≈ {count} documents to the left", count)
    : n("≈ {count} document to the right", "≈ {count} documents to the right", count);
}

function nextBayText(direction: Direction): string {
  return direction === "left" ? t("Bay to the left") : t("Bay to the right");
}

/** Shelves are counted downwards. */
function shelvesText(shelves: number): string {
  if (shelves === 0) return t("same shelf");
  return shelves < 0
    ? n("{count} shelf up", "{count} shelves up", -shelves)
    : n("{count} shelf down", "{count} shelves down", shelves);
}

function bayText(bay: string): string {
  return t("Bay {bay}", { bay });
}

function joined(...parts: string[]): string {
  return parts.filter(Boolean).join(" · ");
}
