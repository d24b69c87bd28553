const WIDEST = 14;

/** What is drawn on a label: no blank line, none wider than 14 signs, so that it stays legible. */
export function labelLines(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.trim().split(/\s+/)).flatMap(broken);
}

function broken(part: string): string[] {
  const signs = [...part];
  if (signs.length === 0) return [];
  if (signs.length <= WIDEST) return [part];
  const cut = lastBreak(signs);
  return [signs.slice(0, cut).join(""), ...broken(signs.slice(cut).join(""))];
}

function lastBreak(signs: readonly string[]): number {
  for (let cut = WIDEST; cut > WIDEST / 2; cut--) {
    if (/[.:/)\-,;=+]/.test(signs[cut - 1] ?? "")) return cut;
  }
  return WIDEST;
}
