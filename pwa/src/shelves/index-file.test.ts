import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ShelfIndex } from "./index-file";

/** Written by the server; its own test holds it to the same bytes. */
const sample = JSON.parse(
  readFileSync(new URL("../../../tests/samples/location-index.json", import.meta.url), "utf8"),
) as { copies: [string, string, boolean][]; starts: number[]; file: string };
const everyRank = sample.copies.map((_, rank) => rank);

function opened(): ShelfIndex {
  const bytes = Uint8Array.from(atob(sample.file), (sign) => sign.charCodeAt(0));
  return new ShelfIndex(bytes.buffer);
}

describe("the index of a location", () => {
  it("knows the rank of every barcode, and of no other", () => {
    const index = opened();
    expect(sample.copies.map(([barcode]) => index.rankOf(barcode))).toEqual(everyRank);
    for (const other of ["", "0", "30", "9999999", "~"]) {
      expect(index.rankOf(other)).toBeUndefined();
    }
  });

  it("knows the barcode of every rank", () => {
    const index = opened();
    const barcodes = sample.copies.map(([barcode]) => barcode);
    expect(everyRank.map((rank) => index.barcodeAt(rank))).toEqual(barcodes);
    expect(index.barcodeAt(40)).toBeUndefined();
  });

  it("knows the call number of every rank", () => {
    const index = opened();
    const labels = sample.copies.map(([, label]) => label);
    expect(everyRank.map((rank) => index.labelAt(rank))).toEqual(labels);
  });

  it("counts the documents that should stand between two", () => {
    const index = opened();
    const between = sample.copies.slice(6, 21).filter(([, , isExpected]) => isExpected).length;
    expect(index.standingBetween(5, 20)).toBe(between);
    expect(index.standingBetween(20, 5)).toBe(between);
    expect(index.standingBetween(5, 5)).toBe(0);
  });

  it("knows in which bay and on which shelf a rank stands", () => {
    const index = opened();
    const places = [0, 9, 10, 25, 39].map((rank) => index.placeOf(rank));
    expect(places.map((place) => [place?.bay.bay, place?.number, place?.shelf])).toEqual([
      ["A-01", 0, 0],
      ["A-01", 0, 0],
      ["A-01", 0, 1],
      ["A-02", 1, 1],
      ["A-02", 1, 2],
    ]);
    expect([index.bayAt(-1), index.bayAt(2)]).toEqual([undefined, undefined]);
  });

  it("is not fooled by another file", () => {
    expect(() => new ShelfIndex(new TextEncoder().encode("<html>").buffer)).toThrow("no index");
  });
});
