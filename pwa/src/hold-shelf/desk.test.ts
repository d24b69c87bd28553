import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Scan, validate } from "../scanning/validate";
import { cardFor, meaningAtDesk, type Opened, presentedFor } from "./desk";
import { aDocument, aShelf } from "./shelf.testing";

/** What a mail's picture says, as the server's tests know it. */
const qr = readFileSync(
  new URL("../../../tests/samples/pickup-code.txt", import.meta.url),
  "utf8",
).trim();
const CARD = "24242000000011";
const shelved = { status: "on_hold_shelf", slot: "A1" };
const dune = aDocument("0001", shelved);
const odes = aDocument("0003", { ...shelved, slot: "A2", bundle: "george", slip: 2 });
const shelf = aShelf([dune, odes], {
  cards: { [hash("card", CARD)]: { bundle: "lou", who: 3 } },
  codes: { [hash("code", "ABCD2345")]: "george" },
});
const lou: Opened = { bundle: "lou", presented: "card", who: 3 };

/** As the server does it. */
function hash(what: string, text: string): string {
  const hmac = createHmac("sha256", Buffer.from("secret")).update(`${what}/${text}`);
  return hmac.digest().subarray(0, 16).toString("base64url");
}

function scan(text: string, kind: Scan["kind"] = "item"): Scan {
  return { kind, text, raw: text, via: "code128" };
}

function means(seen: Scan, opened: Opened[] = []) {
  return meaningAtDesk(shelf, shelf.documents, opened, seen);
}

it("a card opens its bundle with no network", async () => {
  expect(await means(scan(CARD, "card"))).toEqual({ kind: "opened", opened: lou });
});

it("a card that looks like a document opens it as well", async () => {
  expect(await means(scan(CARD))).toEqual({ kind: "opened", opened: lou });
});

it("the code of a notice opens its bundle, and names no card", async () => {
  const opened = { bundle: "george", presented: "code", who: null };
  expect(await means(scan("ABCD2345"))).toEqual({ kind: "opened", opened });
  expect(await means(scan("ABCD 2345"))).toEqual({ kind: "opened", opened });
  expect(await means(validate(qr, "qr"))).toEqual({ kind: "opened", opened });
});

it("what the phone does not know is asked of the server", async () => {
  expect(await means(scan("29999", "card"))).toEqual({ kind: "card", card: "29999" });
  const code = { kind: "code", code: "ZZZZ2345" };
  expect(await means(scan("ZZZZ2345"))).toEqual(code);
  expect(await means(scan("12345678"))).toEqual({ kind: "card", card: "12345678" });
});

it("a document is theirs, somebody else’s, or gone", async () => {
  expect((await means(scan("0001"), [lou])).kind).toBe("document");
  expect((await means(scan("0003"), [lou])).kind).toBe("other-document");
  const gone = { ...dune, status: "handed_over", slot: null };
  expect((await meaningAtDesk(shelf, [gone], [lou], scan("0001"))).kind).toBe("gone");
});

it("a slot opens by its name where that is typed", async () => {
  expect(await means(validate("a1", "typed"))).toMatchObject({
    kind: "slot",
    slot: { name: "A1" },
  });
});

it("a slot, an ISBN and a scribble are none of these", async () => {
  expect((await means(scan("SLOT:A1", "label"))).kind).toBe("slot");
  expect((await means(scan("9782070360024", "isbn"))).kind).toBe("isbn");
  expect((await means(scan("?", "unreadable"))).kind).toBe("unreadable");
});

it("a document is lent on the card of its patron, else on the last that was shown", () => {
  const george: Opened = { bundle: "george", presented: "code", who: null };
  expect(cardFor(dune, [lou, george])).toBe(3);
  expect(cardFor(odes, [lou, george])).toBe(3);
  expect(cardFor(odes, [george])).toBeNull();
  expect([presentedFor(dune, [lou]), presentedFor(odes, [lou])]).toEqual(["card", "slot"]);
});
