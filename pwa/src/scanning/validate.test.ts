import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BarcodeRules,
  defaultRules,
  isIsbn,
  luhn,
  type Symbology,
  validate,
} from "./validate";

const kindOf = (raw: string, via: Symbology, rules?: BarcodeRules) =>
  validate(raw, via, rules).kind;
const textOf = (raw: string, via: Symbology) => validate(raw, via).text;

describe("what the symbology added is taken off", () => {
  test.each<[string, Symbology, string]>([
    ["A30234000517861B", "codabar", "30234000517861"],
    ["d30234000517861", "codabar", "30234000517861"],
    ["A30234000517861B", "keyboard", "30234000517861"],
    ["*C0012345*", "code39", "C0012345"],
    ["]C130234000517861", "code128", "30234000517861"],
    ["]C0ab-12", "keyboard", "AB-12"],
    ["30234000517861\r\n", "keyboard", "30234000517861"],
    ["\u001d0012345", "code128", "0012345"],
    ["3 0234 00051786 1", "typed", "30234000517861"],
    ["  0012345 ", "typed", "0012345"],
  ])("%j by %s is %s", (raw, via, text) => {
    expect(textOf(raw, via)).toBe(text);
  });

  test("a letter that the library prints itself stays", () => {
    expect(textOf("C0012345", "keyboard")).toBe("C0012345");
    expect(textOf("A123B", "code39")).toBe("A123B");
  });

  test("zeros in front are never taken off", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0{1,6}[1-9][0-9]{3,7}$/), (digits) => {
        expect(textOf(digits, "keyboard")).toBe(digits);
      }),
    );
  });
});

describe("what it is", () => {
  test("the bars on the cover are the ISBN, not the copy", () => {
    expect(kindOf("9782070360024", "ean13")).toBe("isbn");
    expect(kindOf("978-2-07-036002-4", "typed")).toBe("isbn");
    expect(kindOf("9782070360025", "keyboard")).toBe("item");
  });

  test("fourteen digits from 3 are an item, from 2 a patron's card", () => {
    expect(kindOf("30234000517861", "codabar")).toBe("item");
    expect(kindOf("21234000123455", "code128")).toBe("card");
  });

  test("a card that was typed wrong is no document: nobody may lend or return it", () => {
    const cards = { ...defaultRules, cardPrefixes: ["24242"] };
    for (const rules of [defaultRules, cards]) {
      const scan = validate("24242000099999", "typed", rules);
      expect(scan).toMatchObject({ kind: "card", fault: "check-digit" });
    }
    expect(kindOf("2424200009999", "typed")).toBe("item");
  });

  test("a library that numbers its cards with C and its items with 2 says so", () => {
    const rules = { ...defaultRules, itemPrefixes: ["2"], cardPrefixes: ["C"] };
    expect(kindOf("21234000123455", "code128", rules)).toBe("item");
    expect(kindOf("c00123", "code128", rules)).toBe("card");
  });

  test("a label that we printed names its place", () => {
    expect(validate("LOC:BIB1-R-DUP", "qr")).toMatchObject({
      kind: "label",
      text: "LOC:BIB1-R-DUP",
    });
  });

  test("a number of a shop, as on a DVD, is looked up like any other", () => {
    expect(kindOf("3512391772147", "ean13")).toBe("item");
  });
});

describe("what nobody may act on", () => {
  test.each<[string, Symbology, string]>([
    ["", "typed", "empty"],
    ["**", "code39", "odd-signs"],
    ["12", "keyboard", "too-short"],
    ["3".repeat(33), "keyboard", "too-long"],
    ["３０２３４０００５１７８６１", "typed", "odd-signs"],
    ["٣٠٢٣٤", "typed", "odd-signs"],
    ["https://example.org/", "qr", "odd-signs"],
    ["30234000517862", "codabar", "check-digit"],
    ["A3023B", "codabar", "partial"],
    ["375602483453", "itf", "partial"],
  ])("%j by %s is unreadable: %s", (raw, via, fault) => {
    expect(validate(raw, via)).toMatchObject({ kind: "unreadable", fault, raw });
  });

  test("a library that knows its lengths accepts no piece of one", () => {
    const rules = { ...defaultRules, lengths: [8] };
    expect(kindOf("0012345", "code39", rules)).toBe("unreadable");
    expect(kindOf("00123456", "itf", rules)).toBe("item");
  });

  test("a wrong check digit from a hand scanner is accepted with a doubt", () => {
    expect(validate("30234000517862", "keyboard")).toMatchObject({
      kind: "item",
      fault: "check-digit",
    });
  });

  test("a library without check digits has no doubt", () => {
    const rules = { ...defaultRules, checkDigit: false };
    expect(validate("30234000517862", "codabar", rules)).not.toHaveProperty("fault");
  });
});

describe("what this phone waits for", () => {
  const waitsFor = (barcode: string) => (text: string) => text === barcode;

  test("is an item as it stands", () => {
    for (const barcode of ["A123B", "2123400012345", "9782070360024", "ab12", "7"]) {
      const scan = validate(barcode, "keyboard", defaultRules, waitsFor(barcode));
      expect(scan).toMatchObject({ kind: "item", text: barcode });
    }
  });

  test("is found below the signs of the symbology", () => {
    const scan = validate("A3023B", "codabar", defaultRules, waitsFor("3023"));
    expect(scan).toMatchObject({ kind: "item", text: "3023" });
  });
});

test("any text gets an answer and keeps what was read", () => {
  const vias: Symbology[] = ["code39", "codabar", "itf", "qr", "keyboard", "typed"];
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom(...vias), (raw, via) => {
      const scan = validate(raw, via);
      expect(scan.raw).toBe(raw);
      if (scan.kind !== "unreadable") expect(scan.text).toMatch(/^[ -~]{3,32}$/);
    }),
  );
});

test("check digits of the samples in the books", () => {
  expect(luhn("33191000105864")).toBe(true);
  expect(luhn("30234000517861")).toBe(true);
  expect(luhn("30234000517816")).toBe(false);
  expect(isIsbn("9782070360024")).toBe(true);
  expect(isIsbn("3512391772147")).toBe(false);
});
