/** One code read from one picture. */
export interface Read {
  text: string;
  symbology: string;
  /** Milliseconds on the page's clock. */
  at: number;
}

interface Rules {
  /** Codes that need no second look. */
  isExpected: (text: string) => boolean;
  /** Whether the bars prove themselves with a check digit. */
  isProven: (read: Read) => boolean;
}

// Long enough to move the book away, short enough to scan it again on purpose.
export const LOCK_OUT_MS = 1800;
// Two equal pictures further apart than this are two attempts, not one confirmation.
const CONFIRM_WITHIN_MS = 1500;

/**
 * Decides which of the codes a camera sees, many times a second, counts as one scan: not the same
 * code again while it stays in the picture, and bars that prove nothing only when seen twice.
 */
export function createRepeats({ isExpected, isProven }: Rules): (read: Read) => boolean {
  const lastSeen = new Map<string, number>();
  let candidate: Read | undefined;
  return (read) => {
    const seen = lastSeen.get(read.text);
    if (seen !== undefined && read.at - seen < LOCK_OUT_MS) {
      lastSeen.set(read.text, read.at);
      return false;
    }
    const isConfirmed = candidate?.text === read.text && read.at - candidate.at < CONFIRM_WITHIN_MS;
    candidate = read;
    if (!isConfirmed && !isExpected(read.text) && !isProven(read)) return false;
    lastSeen.set(read.text, read.at);
    return true;
  };
}
