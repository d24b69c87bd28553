// @vitest-environment happy-dom
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { listenForDoubleTaps } from "./double-tap";

const later = vi.fn();
const give = vi.fn();
const digit = vi.fn();

beforeAll(listenForDoubleTaps);
beforeEach(() => {
  vi.clearAllMocks();
  document.body.innerHTML =
    '<button id="later"></button><button id="give"></button><p></p><form data-each-tap><button id="digit" type="button"></button></form>';
  for (const [id, done] of Object.entries({ later, give, digit })) {
    document.getElementById(id)?.addEventListener("click", done);
  }
});

interface At {
  at: number;
  x?: number;
  /** How many clicks a mouse has counted here. */
  mouse?: number;
}

function tap(where: string, { at, x = 10, mouse }: At) {
  const pointerType = mouse ? "mouse" : "touch";
  const said = { clientX: x, clientY: 10, detail: mouse ?? 1, pointerType };
  const event = new PointerEvent("click", { ...said, bubbles: true, cancelable: true });
  Object.defineProperty(event, "timeStamp", { value: at });
  document.querySelector(where)?.dispatchEvent(event);
}

test("Ada taps “Later” twice at once, and puts off one document", () => {
  tap("#later", { at: 5000 });
  tap("#later", { at: 5180 });
  tap("#later", { at: 5400 });
  expect(later).toHaveBeenCalledTimes(1);
  tap("#later", { at: 6000 });
  expect(later).toHaveBeenCalledTimes(2);
});

test("what appears under Chloé’s finger is not tapped by the second half of a double tap", () => {
  tap("#later", { at: 10_000 });
  tap("#give", { at: 10_200 });
  expect(give).not.toHaveBeenCalled();
});

test("a tap on another place counts, however soon it comes", () => {
  tap("#later", { at: 20_000 });
  tap("#give", { at: 20_100, x: 120 });
  expect(give).toHaveBeenCalledTimes(1);
});

test("a tap beside the button is followed by one on it", () => {
  tap("p", { at: 30_000 });
  tap("#give", { at: 30_150 });
  expect(give).toHaveBeenCalledTimes(1);
});

test("of a mouse only what it counts as a double click is one click", () => {
  tap("#later", { at: 40_000, mouse: 1 });
  tap("#give", { at: 40_100, mouse: 1 });
  tap("#give", { at: 40_200, mouse: 2 });
  expect(give).toHaveBeenCalledTimes(1);
});

test("two equal digits of a PIN are two, and so are two taps with the keyboard", () => {
  tap("#digit", { at: 50_000 });
  tap("#digit", { at: 50_120 });
  expect(digit).toHaveBeenCalledTimes(2);
  document.getElementById("give")?.click();
  document.getElementById("give")?.click();
  expect(give).toHaveBeenCalledTimes(2);
});
