// @vitest-environment happy-dom
import { h, render } from "preact";
import { afterEach, expect, test, vi } from "vitest";

vi.mock("../api", () => ({ ApiError: class extends Error {}, ask: async () => ({ mails: [] }) }));
const settings = vi.hoisted(() => ({ now: {} }));
vi.mock("../sync/live", () => ({
  meta: {
    get value() {
      return { branch: { settings: settings.now } };
    },
  },
}));
vi.mock("../ui/AppFrame", () => ({
  AppFrame: ({ children }: { children: preact.ComponentChildren }) => children,
}));

import MailboxScreen from "./MailboxScreen";

afterEach(() => render(null, document.body));

test.each([
  [{}, "after a walk is finished"],
  [{ ready_when: "walk_finished", notices_by: "rayon" }, "after a walk is finished"],
  [{ ready_when: "shelved", notices_by: "rayon" }, "stand on the hold shelf"],
  [{ ready_when: "found", notices_by: "rayon" }, "after each find"],
  [{ ready_when: "shelved", notices_by: "ils" }, "own system tells the patrons"],
])("an empty mailbox says when the first mail comes: %o", async (now, said) => {
  settings.now = now;
  render(h(MailboxScreen, {}), document.body);
  await vi.waitFor(() => expect(document.body.textContent).toContain(said));
});
