import type { Slot } from "../store/shapes";

interface NewSlot {
  name: string;
  letters: string;
}

const NAME = /^[0-9A-Z][0-9A-Z-]{0,23}$/;
const LETTERS = /^([A-Z])(?:-([A-Z]))?$/;
const RUN = /^([A-Z-]*?)(\d{1,3})\s*(?:TO|À|A|…|\.\.)\s*\1(\d{1,3})$/;
const MOST = 200;

/** The slots that a line of names means; `wrong` is the first that cannot be one. */
export function newSlots(line: string, takes: Slot["takes"]): { slots: NewSlot[]; wrong?: string } {
  const said = line
    .toUpperCase()
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const names = takes === "patron" ? said.flatMap(inRun) : said;
  const fits = takes === "patron" ? (name: string) => NAME.test(name) : areLetters;
  const wrong = names.find((name) => !fits(name));
  const slots = [...new Set(names)].slice(0, MOST).map((name) => ({
    name,
    letters: takes === "letters" ? name : "",
  }));
  return wrong === undefined ? { slots } : { slots, wrong };
}

/** "A1 to A12" is twelve. */
function inRun(part: string): string[] {
  const [, stem = "", from, to] = RUN.exec(part) ?? [];
  if (from === undefined || to === undefined) return [part];
  const count = Number(to) - Number(from) + 1;
  if (count < 1 || count > MOST) return [part];
  return Array.from({ length: count }, (_, index) => {
    return stem + String(Number(from) + index).padStart(from.length, "0");
  });
}

function areLetters(name: string): boolean {
  const [, first, last] = LETTERS.exec(name) ?? [];
  return first !== undefined && (last === undefined || first <= last);
}
