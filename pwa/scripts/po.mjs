/**
 * Reads a gettext .po file.
 * @param {string} text
 * @returns {{msgid: string, plural: string | undefined, texts: string[], references: string[], fuzzy: boolean}[]}
 */
export function parsePo(text) {
  return text
    .replaceAll("\r\n", "\n")
    .split(/\n\s*\n/)
    .map(parseEntry)
    .filter((entry) => entry.msgid !== "");
}

function parseEntry(block) {
  const entry = { msgid: "", plural: undefined, texts: [], references: [], fuzzy: false };
  let append = () => {};
  for (const line of block.split("\n")) {
    if (line.startsWith("#:")) entry.references.push(...line.slice(2).trim().split(/\s+/));
    else if (line.startsWith("#,")) entry.fuzzy ||= line.includes("fuzzy");
    else if (!line.startsWith("#")) append = readLine(entry, line, append);
  }
  return entry;
}

function readLine(entry, line, append) {
  const [, keyword, index, quoted] = line.match(/^(?:(\w+)(?:\[(\d+)\])?\s+)?(".*")\s*$/) ?? [];
  if (!quoted) return append;
  const next = keyword ? writer(entry, keyword, Number(index ?? 0)) : append;
  next(JSON.parse(quoted));
  return next;
}

function writer(entry, keyword, index) {
  if (keyword === "msgid") return (part) => (entry.msgid += part);
  if (keyword === "msgid_plural") return (part) => (entry.plural = (entry.plural ?? "") + part);
  if (keyword === "msgstr") {
    return (part) => (entry.texts[index] = (entry.texts[index] ?? "") + part);
  }
  return () => {};
}
