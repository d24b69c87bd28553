// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import { DocumentRow } from "./DocumentRow";
import { OF_DOCUMENT, OF_PARCEL, readGrams } from "./grams";
import { ParcelCard } from "./ParcelCard";
import type { PackDocument, PackParcel } from "./shapes";

const send = vi.fn((_path: string, _body?: object) => Promise.resolve(true));
afterEach(() => {
  render(null, document.body);
  send.mockClear();
});

test.each(["1900", "1 900", "1\u00a0900", "1\u202f900", " 1900 "])("%j is 1900 g", (typed) => {
  expect(readGrams(typed, OF_PARCEL)).toEqual({ grams: 1900 });
});

test.each(["2,6", "2.6", "1,900", "1.900", "1900 g", "-40", "1e3"])(
  "%j is asked again",
  (typed) => {
    expect(readGrams(typed, OF_PARCEL).error).toContain("1900");
  },
);

test("what no scale of a desk shows is asked again", () => {
  for (const [range, least, most] of [
    [OF_PARCEL, 10, 30_000],
    [OF_DOCUMENT, 5, 10_000],
  ] as const) {
    expect(readGrams(String(least), range)).toEqual({ grams: least });
    expect(readGrams(String(most), range)).toEqual({ grams: most });
    expect(readGrams(String(least - 1), range).error).toContain(String(least));
    expect(readGrams(String(most + 1), range).error).toContain(String(most));
  }
  expect(readGrams("  ", OF_PARCEL)).toEqual({});
});

async function type(text: string): Promise<void> {
  const input = document.querySelector("input");
  if (!input) throw new Error("no field");
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((done) => setTimeout(done));
}
const submit = () => document.querySelector<HTMLButtonElement>("button[type=submit]");

test("a bag of “2,6” is not closed; one of “1 900” is, and one that nobody weighed", async () => {
  const parcel = { id: "p", number: "COL1", status: "open", documents: 1, grams: null };
  const shown = { ...parcel, sum: 1500, doubt: 300 } as PackParcel;
  render(h(ParcelCard, { parcel: shown, limit: 2000, send }), document.body);
  await type("2,6");
  expect(submit()?.disabled).toBe(true);
  expect(document.querySelector(".field-error")?.textContent).toContain("1900");
  await type("1 900");
  submit()?.click();
  expect(send).toHaveBeenLastCalledWith("/delivery/parcels/p/close", { grams: 1900 });
  await type("");
  submit()?.click();
  expect(send).toHaveBeenLastCalledWith("/delivery/parcels/p/close", {});
});

test("a document of “0,4” is not kept", async () => {
  const one = { hold: "h", barcode: "3001", title: "Dune", author: "", parcel: "" };
  render(h(DocumentRow, { document: one as PackDocument, send }), document.body);
  document.querySelector<HTMLButtonElement>("button")?.click();
  await vi.waitFor(() => expect(submit()).not.toBeNull());
  await type("0,4");
  expect(submit()?.disabled).toBe(true);
  await type("400");
  submit()?.click();
  expect(send.mock.calls[0]?.[1]).toMatchObject({ barcode: "3001", grams: 400 });
});
