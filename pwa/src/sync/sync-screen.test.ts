// @vitest-environment happy-dom
import "fake-indexeddb/auto";
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import type { Kept } from "../store/recorded";

const { now } = vi.hoisted(() => ({ now: vi.fn() }));
vi.mock("./sending", () => ({ phone: { sync: { wake: () => undefined, now } }, record: vi.fn() }));

import SignInScreen from "../staff/SignInScreen";
import { syncState } from "../ui/sync-state";
import { actions } from "./live";
import SyncScreen from "./SyncScreen";

const usual = { ...syncState.value, online: true };
const waiting = (number: number, name = "report_found") =>
  ({
    number,
    action: { id: `a${number}`, name, subject: "p1", at: "", payload: {} },
    about: { title: `Odes ${number}`, label: "", slip: null },
    state: "waiting",
    outcome: null,
    why: null,
    isRead: true,
  }) as unknown as Kept;
const judged = (number: number, outcome: string, code: string, text: string) =>
  ({ ...waiting(number), state: "kept", outcome, why: { code, text } }) as unknown as Kept;

const words = () => document.body.textContent ?? "";
const rows = () => [...document.querySelectorAll(".row")].map((row) => row.textContent ?? "");
const open = (...kept: Kept[]) => {
  actions.value = kept;
  render(h(SyncScreen, {}), document.body);
};
const button = (text: string) =>
  [...document.querySelectorAll("button")].find((one) => one.textContent === text);

afterEach(() => {
  render(null, document.body);
  syncState.value = usual;
});

test("says of each action how it stands", async () => {
  syncState.value = { ...usual, setAside: [2] };
  const refused = { ...judged(3, "refused", "cancelled", "No longer wanted."), isRead: false };
  open(waiting(1), waiting(2), refused);
  const [read, first, second] = rows();
  expect(read).toContain("No longer wanted.");
  expect(read).toContain("Not accepted");
  expect(first).toContain("Saved here");
  expect(second).toContain("cannot read this one");
  expect(second).toContain("A person has to look");

  let answered = (_: unknown) => {};
  now.mockReturnValue(new Promise((resolve) => (answered = resolve)));
  button("Send now")?.click();
  await vi.waitFor(() => expect(rows()[1]).toContain("Sending…"));
  expect(rows()[2]).not.toContain("Sending…");
  answered({ kind: "failed", reached: false });
  await vi.waitFor(() => expect(rows()[1]).toContain("Saved here"));
});

test("says that nobody answered whoever asks to send now", async () => {
  now.mockImplementation(async () => {
    syncState.value = { ...syncState.value, online: false };
  });
  open(waiting(1));
  const line = () => document.querySelector("[role=status]")?.textContent ?? "";
  expect(line()).toBe("");
  button("Send now")?.click();
  await vi.waitFor(() => expect(line()).toContain("server does not answer"));
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  button("Send now")?.click();
  await vi.waitFor(() => expect(line()).toContain("No network."));
  syncState.value = { ...syncState.value, online: true };
  await vi.waitFor(() => expect(line()).toBe(""));
  vi.restoreAllMocks();
});

test("offers a file of what is on this phone only", () => {
  open(judged(1, "refused", "cancelled", "No longer wanted."));
  expect(button("Save as a file")).toBeUndefined();
  expect(words()).toContain("Everything is sent");
  open(waiting(1));
  expect(button("Save as a file")).toBeDefined();
  open(judged(1, "quarantined", "bad_action", "This action cannot be read."));
  expect(button("Save as a file")).toBeDefined();
  expect(words()).toContain("cannot read 1 action");
  expect(words()).not.toContain("Everything is sent");
});

test("offers no file of which nothing would be in it", () => {
  open(waiting(1, "register_patron"));
  expect(words()).toContain("1 to send");
  expect(button("Save as a file")).toBeUndefined();
});

test("tells what to do with a phone that the server does not know any more", () => {
  syncState.value = { ...usual, forgotten: true, waiting: 1 };
  open(waiting(1));
  expect(words()).toContain("Phone not known · 1 to send");
  expect(words()).toContain("What was done on it stays on it");
  expect(words()).not.toContain("leave by themselves");
  const again = [...document.querySelectorAll("a")].find((one) => one.textContent?.match(/again/));
  expect(again?.getAttribute("href")).toBe("/app/enrol");
  expect(words()).toContain("To be safe, keep what waits in a file");
  open();
  expect(words()).not.toContain("Everything is sent");
});

test("tells it to who cannot sign in on that phone, either", () => {
  syncState.value = { ...usual, forgotten: true };
  render(h(SignInScreen, {}), document.body);
  expect(document.querySelector('a[href="/app/enrol"]')?.textContent).toContain("again");
});
