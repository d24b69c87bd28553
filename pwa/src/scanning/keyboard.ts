/** The part of a KeyboardEvent that tells a scanner from a person. */
export interface Key {
  key: string;
  code: string;
  /** When the key was pressed, in ms: events may be delivered late. */
  timeStamp: number;
}

export type Heard = { kind: "nothing" } | { kind: "burst" } | { kind: "scan"; text: string };

// Scanners send a sign every 1 to 30 ms; a person needs 60 ms or more for several in a row.
export const LONGEST_GAP_MS = 50;
const SHORTEST_BURST = 3;
const SUFFIXES: ReadonlySet<string> = new Set(["Enter", "Tab"]);

/** Listens to keys one by one and tells a hand scanner from typing by its speed. */
export function createWedge(): (key: Key) => Heard {
  let burst: Key[] = [];
  return (key) => {
    const last = burst.at(-1);
    if (last && key.timeStamp - last.timeStamp > LONGEST_GAP_MS) burst = [];
    if (SUFFIXES.has(key.key)) {
      const scanned = burst;
      burst = [];
      return scanned.length < SHORTEST_BURST
        ? { kind: "nothing" }
        : { kind: "scan", text: textOf(scanned) };
    }
    if (key.key.length !== 1) return { kind: "nothing" };
    burst.push(key);
    return { kind: burst.length > 1 ? "burst" : "nothing" };
  };
}

/**
 * The text as the scanner meant it. A scanner set to a US keyboard on a French computer gives
 * "&é\"'" for 1234: when many digit keys gave no digit at all, the places of the keys are read.
 */
function textOf(keys: readonly Key[]): string {
  const typed = keys.map(({ key }) => key).join("");
  const digitKeys = keys.filter(({ code }) => /^Digit\d$/.test(code)).length;
  const isOtherLayout = digitKeys >= SHORTEST_BURST && !/\d/.test(typed);
  return isOtherLayout ? keys.map(usSign).join("") : typed;
}

const usSigns: Record<string, string> = { Minus: "-", Period: ".", Slash: "/", Space: " " };

function usSign({ key, code }: Key): string {
  return code.match(/^(?:Digit|Key|Numpad)([0-9A-Z])$/)?.[1] ?? usSigns[code] ?? key;
}
