import { describe, expect, test } from "vitest";
import { createWedge, type Heard, type Key } from "./keyboard";

/** Sends signs at a pace, then Enter; answers what the last key was taken for. */
function send(keys: readonly Omit<Key, "timeStamp">[], everyMs: number): Heard {
  const hear = createWedge();
  const heard = keys.map((key, index) => hear({ ...key, timeStamp: index * everyMs }));
  return heard.at(-1) ?? { kind: "nothing" };
}

const enter = { key: "Enter", code: "Enter" };
const digits = (text: string) => [...text].map((key) => ({ key, code: `Digit${key}` }));

describe("a hand scanner", () => {
  test("is known by its speed", () => {
    expect(send([...digits("30234000517861"), enter], 8)).toEqual({
      kind: "scan",
      text: "30234000517861",
    });
  });

  test("may end with Tab", () => {
    expect(send([...digits("0012"), { key: "Tab", code: "Tab" }], 20)).toEqual({
      kind: "scan",
      text: "0012",
    });
  });

  test("holds Shift for capitals without being taken for a person", () => {
    const shift = { key: "Shift", code: "ShiftLeft" };
    const keys = [shift, { key: "B", code: "KeyB" }, ...digits("12"), enter];
    expect(send(keys, 10)).toEqual({ kind: "scan", text: "B12" });
  });

  test("set to a US keyboard on a French computer still gives digits", () => {
    const azerty = "à&é\"'(-è_ç";
    const keys = [..."30234"].map((digit) => ({
      key: azerty[Number(digit)] ?? "",
      code: `Digit${digit}`,
    }));
    expect(send([{ key: "q", code: "KeyA" }, ...keys, enter], 10)).toEqual({
      kind: "scan",
      text: "A30234",
    });
  });

  test("set to a French keyboard keeps its hyphen", () => {
    const keys = [...digits("12"), { key: "-", code: "Digit6" }, ...digits("34"), enter];
    expect(send(keys, 10)).toEqual({ kind: "scan", text: "12-34" });
  });
});

describe("a person", () => {
  test("types slower", () => {
    expect(send([...digits("30234000517861"), enter], 90)).toEqual({ kind: "nothing" });
  });

  test("who presses Enter long after a scan presses Enter", () => {
    const hear = createWedge();
    digits("0012").forEach((key, index) => {
      hear({ ...key, timeStamp: index * 10 });
    });
    expect(hear({ ...enter, timeStamp: 500 })).toEqual({ kind: "nothing" });
  });

  test("who rolls over two keys has not scanned", () => {
    expect(send([...digits("12"), enter], 30)).toEqual({ kind: "nothing" });
  });
});

test("two scans in a row do not run together", () => {
  const hear = createWedge();
  const first = [...digits("0012"), enter].map((k, i) => hear({ ...k, timeStamp: i * 10 })).at(-1);
  const second = [...digits("0013"), enter]
    .map((k, i) => hear({ ...k, timeStamp: 45 + i * 10 }))
    .at(-1);
  expect([first, second]).toEqual([
    { kind: "scan", text: "0012" },
    { kind: "scan", text: "0013" },
  ]);
});
