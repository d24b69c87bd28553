// What the bench calls in a page: the phone's own code, and the least that could be done instead.
import { ShelfIndex } from "../../pwa/src/shelves/index-file.ts";
import { whereAmI } from "../../pwa/src/shelves/where-am-i.ts";

const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer;
let file;
let barcodes;

globalThis.load = (text, sorted) => {
  file = bytes(text);
  barcodes = sorted;
};

/** Milliseconds to open the index and to answer one scan, from the mean of so many. */
globalThis.answer = (scanned, goal, times) => {
  const said = new Set();
  const start = performance.now();
  for (let turn = 0; turn < times; turn++) {
    const index = new ShelfIndex(file);
    const rank = index.rankOf(scanned);
    said.add(whereAmI(index, rank, index.rankOf(goal)).kind + index.labelAt(rank));
  }
  return { took: (performance.now() - start) / times, said: said.size };
};

/** Milliseconds of a binary search in a sorted list, from the mean of many. */
globalThis.search = (scanned) => {
  const times = 20_000;
  let found = 0;
  const start = performance.now();
  for (let turn = 0; turn < times; turn++) found += place(scanned);
  return { took: (performance.now() - start) / times, said: found / times };
};

function place(wanted) {
  let low = 0;
  let high = barcodes.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (barcodes[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
