import "fake-indexeddb/auto";
import { beforeEach, expect, it } from "vitest";
import type { Role } from "../router";
import { unlock } from "../staff/session";
import { sealedOf } from "../store/personal";
import type { Kept } from "../store/recorded";
import { actions, meta } from "../sync/live";
import { againAs, maySettle, openedUp } from "./unsettled";

const adas = { action: { name: "register_patron", subject: "r", by: 1 }, why: null };

beforeEach(() => {
  actions.value = [];
});

async function signedIn(id: number, ...roles: Role[]): Promise<void> {
  const staff = { id, name: "Ben", language: "en", roles };
  await unlock();
  meta.value = { session: { shift: "s", staff, endsAt: "2099-01-01T00:00:00Z", clockAhead: 0 } };
}

it("is opened by whoever rides or recorded it, and by nobody else", async () => {
  const kept = adas as Kept;
  await signedIn(2, "picker", "desk");
  expect(maySettle(kept)).toBe(false);
  await signedIn(2, "cart");
  expect(maySettle(kept)).toBe(true);
  await signedIn(1, "picker");
  expect(maySettle(kept)).toBe(true);
});

it("registers again under its own id, and under a new one where that went to another card", () => {
  expect(againAs(adas as Kept)).toBe("r");
  const taken = { ...adas, why: { code: "card_is_taken", text: "" } } as Kept;
  expect(againAs(taken)).not.toBe("r");
});

it("says who asked while their registration is sealed here", async () => {
  const of = async (name: string, subject: string, said: object) =>
    ({ action: { name, subject, payload: await sealedOf(said) } }) as unknown as Kept;
  const asked = await of("reserve_for_next", "h", { reader: "r", words: "volcanoes" });
  expect(await openedUp(asked)).toMatchObject({ who: "" });
  const amina = { first_name: "Amina", last_name: "Benali" };
  actions.value = [await of("register_patron", "r", amina), asked];
  expect(await openedUp(asked)).toEqual({
    payload: { reader: "r", words: "volcanoes" },
    who: "Amina Benali",
  });
});
