// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { listenToWedge } from "./wedge";

let scans: string[] = [];
let stop = () => {};
let clicks = 0;

beforeEach(() => {
  scans = [];
  clicks = 0;
  document.body.innerHTML = `<input id="field" value="Camus"><button id="button">Pas en rayon</button>`;
  document.getElementById("button")?.addEventListener("click", () => {
    clicks += 1;
  });
  stop = listenToWedge((text) => scans.push(text));
});

afterEach(() => stop());

/** As a browser does: a key writes in a field, Enter presses a button, unless it is prevented. */
function press(id: string, key: string, at: number): boolean {
  const target = document.getElementById(id) as HTMLInputElement;
  const event = new KeyboardEvent("keydown", { key, code: "", bubbles: true, cancelable: true });
  Object.defineProperty(event, "timeStamp", { value: at });
  const isAllowed = target.dispatchEvent(event);
  if (isAllowed && target.tagName === "INPUT" && key.length === 1) target.value += key;
  if (isAllowed && target.tagName === "BUTTON" && key === "Enter") target.click();
  return isAllowed;
}

function send(id: string, text: string, everyMs: number): void {
  [...text, "Enter"].forEach((key, index) => {
    press(id, key, 1000 + index * everyMs);
  });
}

test("a scan while a field has the focus leaves the field as it was", () => {
  send("field", "0012345", 10);
  expect(scans).toEqual(["0012345"]);
  expect((document.getElementById("field") as HTMLInputElement).value).toBe("Camus");
});

test("a scan while a button has the focus does not press it", () => {
  send("button", "0012345", 10);
  expect(scans).toEqual(["0012345"]);
  expect(clicks).toBe(0);
});

test("a person who types and presses Enter is left alone", () => {
  send("field", "0012345", 120);
  send("button", "", 120);
  expect(scans).toEqual([]);
  expect((document.getElementById("field") as HTMLInputElement).value).toBe("Camus0012345");
  expect(clicks).toBe(1);
});

test("a person who types very fast loses no letter", () => {
  [..."les fleurs"].forEach((key, index) => {
    press("field", key, 1000 + index * 30);
  });
  expect((document.getElementById("field") as HTMLInputElement).value).toBe("Camusles fleurs");
});

test("nothing is heard any more once the screen is left", () => {
  stop();
  send("button", "0012345", 10);
  expect(scans).toEqual([]);
});
