// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, it, vi } from "vitest";
import type { Scan } from "../scanning/validate";
import { aCopy, aRow } from "../store/builders.testing";

const now = vi.hoisted(() => ({
  ask: vi.fn(async (_path: string, _sent: object) => undefined),
  onScan: (_scan: Scan) => {},
}));
vi.mock("../api", () => ({ ApiError: class extends Error {}, ask: now.ask }));
vi.mock("./doing", () => ({ reportSeen: async () => undefined }));
vi.mock("../store/memory", async (original) => {
  const { store, ...rest } = await original<typeof import("../store/memory")>();
  const rows = [aRow("p1", [aCopy("34242000014174")]), aRow("p2", [aCopy("34242999994174")])];
  return { ...rest, store: { ...store, allPicks: async () => rows } };
});
vi.mock("../scanning/ScanBox", () => ({
  ScanBox: ({ onScan }: { onScan: (scan: Scan) => void }) => {
    now.onScan = onScan;
    return null;
  },
}));

import LookupScreen from "./LookupScreen";

afterEach(() => render(null, document.body));

it("“What is this?” asks the library for a short number, also where walks have long ones", async () => {
  render(h(LookupScreen, {}), document.body);
  for (const text of ["104711", "4174"]) {
    now.onScan({ kind: "item", text, raw: text, via: "typed" });
    await vi.waitFor(() =>
      expect(now.ask).toHaveBeenCalledWith("/lookup", { body: { barcode: text } }),
    );
  }
});

it("the end of exactly one barcode of a walk is that document", async () => {
  render(h(LookupScreen, {}), document.body);
  now.onScan({ kind: "item", text: "014174", raw: "014174", via: "typed" });
  await vi.waitFor(() => expect(document.body.textContent).toContain("L’Étranger"));
});
