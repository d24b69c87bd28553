/** The index of one location, as the server wrote it: see `shelves/index_file.py`. */

export interface IndexedBay {
  /** The code on its label. */
  bay: string;
  kind: string;
  range: string;
  side: "left" | "right";
  /** Shelves of this location, below `above` others. */
  shelves: number;
  above: number;
  /** The aisle in front of it, and how many metres along. */
  way: string | null;
  at: number | null;
}

export interface Place {
  bay: IndexedBay;
  /** In running order, from 0. */
  number: number;
  /** From the top of the bay, from 0. */
  shelf: number;
}

interface Head {
  location: number;
  count: number;
  lengths: number[];
}

const MAGIC = 0x314e5952;
const BLOCK = 16;
const decoder = new TextDecoder();

/** Nothing is unpacked: what is asked for is looked up in the bytes, where it lies. */
export class ShelfIndex {
  readonly location: number;
  readonly count: number;
  /** First rank of each shelf in running order, and the number of copies at the end. */
  private readonly starts: Uint32Array;
  private readonly bayShelves: Uint32Array;
  private readonly bayEnds: Uint32Array;
  private readonly bays: Uint8Array;
  private readonly ranks: Uint16Array | Uint32Array;
  private readonly barcodeBlocks: Uint32Array;
  private readonly labelBlocks: Uint32Array;
  private readonly standing: Uint8Array;
  private readonly barcodes: Uint8Array;
  private readonly labels: Uint8Array;

  constructor(buffer: ArrayBuffer) {
    const view = new DataView(buffer);
    if (buffer.byteLength < 8 || view.getUint32(0, true) !== MAGIC) {
      throw new Error("This is no index of a location.");
    }
    const headLength = view.getUint32(4, true);
    const head: Head = JSON.parse(decoder.decode(new Uint8Array(buffer, 8, headLength)));
    let at = padded(8 + headLength);
    const next = (column: number): [ArrayBuffer, number, number] => {
      const length = head.lengths[column] ?? 0;
      const start = at;
      at = padded(at + length);
      return [buffer, start, length];
    };
    const numbers = (column: number) => {
      const [bytes, start, length] = next(column);
      return new Uint32Array(bytes, start, length / 4);
    };
    this.bayShelves = numbers(0);
    this.bayEnds = numbers(1);
    this.bays = new Uint8Array(...next(2));
    const [bytes, start, length] = next(3);
    this.ranks =
      head.count > 65536
        ? new Uint32Array(bytes, start, length / 4)
        : new Uint16Array(bytes, start, length / 2);
    this.starts = numbers(4);
    this.barcodeBlocks = numbers(5);
    this.labelBlocks = numbers(6);
    this.standing = new Uint8Array(...next(7));
    this.barcodes = new Uint8Array(...next(8));
    this.labels = new Uint8Array(...next(9));
    this.location = head.location;
    this.count = head.count;
  }

  /** Where in the order of the location a barcode stands; undefined where it does not. */
  rankOf(barcode: string): number | undefined {
    let low = 0;
    let high = this.barcodeBlocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.barcodeIn(middle, 0) <= barcode) low = middle;
      else high = middle - 1;
    }
    const last = Math.min(BLOCK, this.count - low * BLOCK);
    for (let place = 0; place < last; place++) {
      if (this.barcodeIn(low, place) === barcode) return this.ranks[low * BLOCK + place];
    }
    return undefined;
  }

  /** The barcode of this rank; undefined past the end. */
  barcodeAt(rank: number): string | undefined {
    const place = this.ranks.indexOf(rank);
    return place < 0 ? undefined : this.barcodeIn(Math.floor(place / BLOCK), place % BLOCK);
  }

  /** The call number of this rank. */
  labelAt(rank: number): string {
    const block = Math.floor(rank / BLOCK);
    return textIn(this.labels, this.labelBlocks[block] ?? 0, rank % BLOCK);
  }

  /** Documents between two ranks that should stand there now, the second one counted. */
  standingBetween(one: number, other: number): number {
    const [from, to] = one < other ? [one, other] : [other, one];
    let count = 0;
    for (let rank = from + 1; rank <= to; rank++) count += this.isStanding(rank) ? 1 : 0;
    return count;
  }

  /** Whether the library expects the document of this rank on its shelf: not lent, not put aside. */
  isStanding(rank: number): boolean {
    return (((this.standing[rank >> 3] ?? 0) >> (rank & 7)) & 1) === 1;
  }

  /** Bay and shelf of this rank; undefined where nobody surveyed. */
  placeOf(rank: number): Place | undefined {
    if (this.starts.length < 2) return undefined;
    const shelf = lastNotAbove(this.starts, rank);
    const number = lastNotAbove(this.bayShelves, shelf);
    const bay = this.bayAt(number);
    return bay && { bay, number, shelf: shelf - (this.bayShelves[number] ?? 0) + bay.above };
  }

  /** In running order, from 0; undefined past either end. */
  bayAt(number: number): IndexedBay | undefined {
    const end = this.bayEnds[number];
    if (end === undefined) return undefined;
    return JSON.parse(decoder.decode(this.bays.subarray(this.bayEnds[number - 1] ?? 0, end)));
  }

  private barcodeIn(block: number, place: number): string {
    return textIn(this.barcodes, this.barcodeBlocks[block] ?? 0, place);
  }
}

/** The last place of rising numbers, the end aside, whose number is not above `wanted`. */
function lastNotAbove(numbers: Uint32Array, wanted: number): number {
  let low = 0;
  let high = numbers.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

/** Each text of a block repeats the start of the one before. */
function textIn(column: Uint8Array, blockStart: number, place: number): string {
  let at = blockStart;
  const bytes: number[] = [];
  for (let entry = 0; entry <= place; entry++) {
    const shared = column[at] ?? 0;
    const length = column[at + 1] ?? 0;
    bytes.length = shared;
    for (let step = 0; step < length; step++) bytes.push(column[at + 2 + step] ?? 0);
    at += 2 + length;
  }
  return decoder.decode(Uint8Array.from(bytes));
}
