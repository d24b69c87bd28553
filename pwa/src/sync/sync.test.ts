import "fake-indexeddb/auto";
import { IDBObjectStore } from "fake-indexeddb";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aCopy, aRow, aWalk } from "../store/builders.testing";
import type { Outcome } from "../store/recorded";
import type { Deed } from "./outbox";
import { adasPhone, createServer, type Fault } from "./server.testing";

const about = { title: "L’Étranger", label: "843.914 CAM ETR", slip: 4 };
const found: Deed<"report_found"> = {
  name: "report_found",
  subject: "p1",
  payload: { barcode: "0001", how: "camera" },
  seen: 1,
  about,
};

/** The way to a server that cannot read one action at all. */
function withoutPoison(server: ReturnType<typeof createServer>): typeof globalThis.fetch {
  return async (url, init) =>
    String(init?.body).includes("poison")
      ? Response.json({ code: "bad_body", message: "" }, { status: 400 })
      : server.fetch(url, init);
}

describe("a morning without a hitch", () => {
  it("numbers what Ada does without gaps and sends it oldest first", async () => {
    const server = createServer();
    const phone = await adasPhone(server.fetch);
    await Promise.all([phone.record(found), phone.record(found), phone.record(found)]);
    await phone.sync.now();
    expect(server.requests[0]?.actions.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(server.requests[0]?.actions[0]).toMatchObject({ by: 7, v: 1, name: "report_found" });
    const states = (await phone.store.actions()).map(({ state }) => state);
    expect(states).toEqual(["kept", "kept", "kept"]);
  });

  it("takes rows and cursor in together", async () => {
    const server = createServer();
    server.changes = [
      { kind: "walk", id: "w1", data: aWalk() },
      { kind: "pick", id: "p1", data: aRow("p1", [aCopy("0001")]) },
    ];
    const phone = await adasPhone(server.fetch);
    await phone.sync.now();
    expect(await phone.store.walks()).toHaveLength(1);
    expect((await phone.store.meta()).cursor).toBe(2);
    server.changes.push({ kind: "walk", id: "w1", data: null });
    await phone.sync.now();
    expect(await phone.store.walks()).toHaveLength(0);
    expect(await phone.store.picks("w1")).toHaveLength(0);
  });

  const state = (more: object) => ({
    kind: "pick_state" as const,
    id: "p1",
    data: {
      id: "p1",
      walk: "w1",
      position: 0,
      status: "found" as const,
      late: false,
      found_barcode: "0001",
      reason: "",
      version: 2,
      look: null,
      hold: { id: "h1", version: 2, status: "found", slip: 4, looks: 0 },
      ...more,
    },
  });

  it("takes in what changed of a document and leaves the rest of it", async () => {
    const server = createServer();
    const row = aRow("p1", [aCopy("0001")]);
    server.changes = [
      { kind: "walk", id: "w1", data: aWalk() },
      { kind: "pick", id: "p1", data: { ...row, walk: "w1" } },
    ];
    const phone = await adasPhone(server.fetch);
    await phone.sync.now();
    server.changes.push(state({}));
    await phone.sync.now();
    const [pick] = await phone.store.picks("w1");
    expect(pick).toMatchObject({ status: "found", found_barcode: "0001", copies: row.copies });
    expect(pick?.hold).toEqual({ ...row.hold, id: "h1", version: 2, status: "found", slip: 4 });
    expect((await phone.store.meta()).cursor).toBe(3);
  });

  it("asks for everything where a document of its walk is not here", async () => {
    const server = createServer();
    server.changes = [{ kind: "walk", id: "w1", data: aWalk() }, state({})];
    const phone = await adasPhone(server.fetch);
    await phone.record(found);
    await phone.sync.now();
    expect((await phone.store.meta()).cursor).toBe(0);
    expect((await phone.store.actions()).map((kept) => kept.state)).toEqual(["sent"]);
  });

  it("forgets after three days what was read, but not what the server could not read", async () => {
    const server = createServer();
    server.verdicts = { look_later: "refused", report_found: "quarantined" };
    const phone = await adasPhone(server.fetch);
    await phone.record(found);
    await phone.record({ ...found, name: "look_later", payload: {} });
    await phone.sync.now();
    for (const { number } of await phone.store.actions()) await phone.store.markRead(number);
    server.time = "2026-11-28T09:00:00Z";
    await phone.sync.now();
    const left = await phone.store.actions();
    expect(left.map(({ action }) => action.name)).toEqual(["report_found"]);
  });

  it("lets pass what happens to a document of a walk that it has forgotten", async () => {
    const server = createServer();
    server.changes = [state({ walk: "w0" })];
    const phone = await adasPhone(server.fetch);
    await phone.sync.now();
    expect((await phone.store.meta()).cursor).toBe(1);
  });

  it("shows what the server did not accept until Ada has read it", async () => {
    const server = createServer();
    server.verdicts.report_found = "refused";
    const phone = await adasPhone(server.fetch);
    const { number } = await phone.record(found);
    await phone.sync.now();
    const [kept] = await phone.store.actions();
    expect(kept).toMatchObject({ outcome: "refused", isRead: false, why: { code: "cancelled" } });
    await phone.store.markRead(number);
    expect((await phone.store.actions())[0]?.isRead).toBe(true);
  });

  it("asks nobody to read that a document goes where nearly all go", async () => {
    const server = createServer();
    const phone = await adasPhone(server.fetch);
    const readAfter = async (word: string) => {
      server.words.report_found = word;
      await phone.record(found);
      await phone.sync.now();
      return (await phone.store.actions()).at(-1)?.isRead;
    };
    expect(await readAfter("to_the_stacks")).toBe(true);
    expect(await readAfter("goes_to_the_next")).toBe(false);
  });

  it("records nothing when nobody is signed in", async () => {
    const phone = await adasPhone(createServer().fetch);
    await phone.store.forgetMeta("session");
    await expect(phone.record(found)).rejects.toThrow("Sign in");
    expect(await phone.store.actions()).toEqual([]);
  });
});

describe("a bad network", () => {
  const faults: Fault[] = [
    "request lost",
    "answer lost",
    "captive portal",
    "half an answer",
    "503",
  ];
  it.each(faults)("loses nothing and does nothing twice: %s", async (fault) => {
    const server = createServer();
    server.faults = [fault];
    const phone = await adasPhone(server.fetch);
    const { action } = await phone.record(found);
    await phone.exchange();
    expect((await phone.store.actions())[0]?.state).toBe("waiting");
    await phone.exchange();
    expect((await phone.store.actions())[0]?.state).toBe("kept");
    expect([...server.seen]).toEqual([[action.id, "applied"]]);
  });

  it("takes no answer that was meant for another phone", async () => {
    const server = createServer();
    const fetch: typeof globalThis.fetch = async (url, init) => {
      const answer = await (await server.fetch(url, init)).json();
      return Response.json({
        ...answer,
        cursor: 99,
        outcomes: [{ ...answer.outcomes[0], id: "x" }],
      });
    };
    const phone = await adasPhone(fetch);
    await phone.record(found);
    expect(await phone.exchange()).toMatchObject({ kind: "failed" });
    expect((await phone.store.actions())[0]?.state).toBe("waiting");
    expect((await phone.store.meta()).cursor).toBeUndefined();
  });

  it("waits as long as the server asks for", async () => {
    const server = createServer();
    server.faults = ["503"];
    const schedule = vi.fn(() => () => undefined);
    const phone = await adasPhone(server.fetch, { schedule });
    expect(await phone.sync.now()).toEqual({ kind: "wait", seconds: 7 });
    expect(schedule).toHaveBeenLastCalledWith(9000, expect.any(Function));
    await phone.sync.now();
    expect(server.requests).toHaveLength(1);
  });

  it("waits longer each time that the server asks for it, and not as long as its neighbour", async () => {
    const waitsOf = async (chance: number) => {
      const server = createServer();
      let now = 0;
      const waits: number[] = [];
      const schedule = (wait: number) => {
        waits.push(wait);
        return () => undefined;
      };
      const surroundings = { schedule, now: () => now, random: () => chance };
      const phone = await adasPhone(server.fetch, surroundings);
      for (let time = 0; time < 10; time++) {
        server.faults = ["503"];
        await phone.sync.now();
        now += 7000;
      }
      await phone.record(found);
      await phone.sync.now();
      await phone.record(found);
      return waits;
    };
    const [waits, others] = [await waitsOf(0.999), await waitsOf(0.5)];
    const vain = waits.slice(0, 10);
    expect(vain).toEqual([...vain].sort((one, other) => one - other));
    expect(vain[0]).toBeGreaterThanOrEqual(9000);
    expect(vain[9]).toBeGreaterThan(300_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(307_000);
    expect(others.slice(4, 10).every((wait, index) => wait < (waits[index + 4] ?? 0))).toBe(true);
    // Once it has answered, all is as usual: what is recorded leaves within a second.
    expect(waits.at(-1)).toBe(1000);
  });

  it("comes back later and later, never sooner than two seconds", async () => {
    const waits: number[] = [];
    const schedule = (wait: number) => {
      waits.push(wait);
      return () => undefined;
    };
    const phone = await adasPhone(
      async () => {
        throw new TypeError("offline");
      },
      { schedule, random: () => 0.999 },
    );
    for (let time = 0; time < 9; time++) await phone.sync.now();
    expect(waits.every((wait, index) => wait >= (waits[index - 1] ?? 2000))).toBe(true);
    expect(Math.max(...waits)).toBeLessThanOrEqual(300_000);
  });

  it("lets no unreadable action hold the others back, and says which it is", async () => {
    const server = createServer();
    const phone = await adasPhone(withoutPoison(server));
    await phone.record(found);
    await phone.record({ ...found, subject: "poison" });
    await phone.record(found);
    expect(await phone.sync.now()).toEqual({ kind: "done", more: false, setAside: [2] });
    const states = (await phone.store.actions()).map(({ state }) => state);
    expect(states).toEqual(["kept", "waiting", "kept"]);
  });
});

describe("what has not been sent yet", () => {
  it("is said beside each batch, without what is in it, and how old it is", async () => {
    const server = createServer();
    let minute = 0;
    const now = () => Date.UTC(2026, 10, 24, 8, minute);
    const phone = await adasPhone(server.fetch, { now });
    for (; minute < 205; minute++) await phone.record(found);
    await phone.sync.now();
    // The oldest of the five that did not fit in was recorded five minutes ago.
    expect(server.unsent).toEqual([
      { actions: 5, seconds: 300 },
      { actions: 0, seconds: 0 },
    ]);
  });

  it("counts what the server does not read: it is still here", async () => {
    const server = createServer();
    const phone = await adasPhone(withoutPoison(server));
    await phone.record({ ...found, subject: "poison" });
    await phone.record(found);
    await phone.sync.now();
    expect(server.unsent.at(-1)).toEqual({ actions: 1, seconds: 0 });
  });

  it.each([
    [1970, 366 * 24 * 3600],
    [2036, 0],
  ])(
    "is never so old that the server would not read it: a clock that said %i",
    async (said, age) => {
      const server = createServer();
      server.faults = ["request lost"];
      let year = said;
      const phone = await adasPhone(server.fetch, { now: () => Date.UTC(year, 10, 24) });
      for (let time = 0; time < 201; time++) await phone.record(found);
      year = 2026;
      await phone.exchange();
      expect(server.unsent).toEqual([{ actions: 1, seconds: age }]);
    },
  );
});

describe("an app and a server of different versions", () => {
  const refusing: typeof globalThis.fetch = async () =>
    Response.json({ code: "bad_field", message: "" }, { status: 422 });

  it("blames no action where not even an empty envelope is read", async () => {
    let isOld = true;
    const server = createServer();
    const fetch: typeof globalThis.fetch = (...given) =>
      isOld ? refusing(...given) : server.fetch(...given);
    const phone = await adasPhone(fetch);
    for (let time = 0; time < 3; time++) await phone.record(found);
    expect(await phone.sync.now()).toEqual({ kind: "misunderstood" });
    isOld = false;
    expect(await phone.sync.now()).toEqual({ kind: "done", more: false });
    expect(server.seen.size).toBe(3);
  });

  it("keeps what the server has answered in words that are not known yet", async () => {
    const server = createServer();
    server.verdicts.report_found = "postponed" as Outcome;
    const phone = await adasPhone(server.fetch);
    await phone.record(found);
    expect(await phone.sync.now()).toEqual({ kind: "misunderstood" });
    expect((await phone.store.actions()).map(({ state }) => state)).toEqual(["waiting"]);
  });
});

describe("a phone whose memory was copied onto another", () => {
  it("counts as another phone from the moment it is told", async () => {
    const server = createServer();
    server.verdicts.report_found = "conflict";
    const phone = await adasPhone(server.fetch);
    const before = (await phone.record(found)).action.store;
    await phone.sync.now();
    const after = (await phone.record(found)).action;
    expect(after.store).not.toBe(before);
    expect(after.number).toBe(2);
  });
});

describe("a phone that is full", () => {
  afterEach(() => vi.restoreAllMocks());

  /** Nothing can be put there any more; returns how room is made. */
  function noRoomFor(...tables: string[]): () => void {
    const { put } = IDBObjectStore.prototype;
    const full = vi.spyOn(IDBObjectStore.prototype, "put");
    full.mockImplementation(function (this: IDBObjectStore, ...given) {
      if (tables.includes(this.name)) throw new DOMException("", "QuotaExceededError");
      return put.apply(this, given);
    });
    return () => full.mockRestore();
  }
  const news = () => [
    { kind: "walk" as const, id: "w1", data: aWalk() },
    { kind: "pick" as const, id: "p1", data: aRow("p1", [aCopy("0001")]) },
  ];

  it("hears what became of what it sent, and gets what is new once there is room", async () => {
    const server = createServer();
    const phone = await adasPhone(server.fetch);
    await phone.sync.now();
    server.changes = news();
    const makeRoom = noRoomFor("picks");
    await phone.record(found);
    expect(await phone.sync.now()).toEqual({ kind: "full" });
    expect((await phone.store.actions())[0]).toMatchObject({ state: "sent", outcome: "applied" });
    expect(await phone.store.walks()).toEqual([]);
    expect((await phone.store.meta()).cursor).toBe(0);
    makeRoom();
    expect(await phone.sync.now()).toEqual({ kind: "done", more: false });
    expect(server.requests.map(({ actions }) => actions.length)).toEqual([0, 1, 0]);
    expect((await phone.store.actions())[0]?.state).toBe("kept");
    expect(await phone.store.allPicks()).toHaveLength(1);
    expect((await phone.store.meta()).cursor).toBe(2);
  });

  it("sends all that waits, one batch after the other, later and later", async () => {
    const server = createServer();
    server.changes = news();
    const waits: number[] = [];
    const schedule = (wait: number) => {
      waits.push(wait);
      return () => undefined;
    };
    const phone = await adasPhone(server.fetch, { schedule, random: () => 0.999 });
    for (let time = 0; time < 450; time++) await phone.record(found);
    noRoomFor("picks");
    waits.length = 0;
    for (let time = 0; time < 4; time++) await phone.sync.now();
    expect(server.requests.map(({ actions }) => actions.length)).toEqual([200, 200, 50, 0]);
    expect(waits.map((wait) => Math.round(wait / 1000))).toEqual([4, 8, 16, 32]);
  });

  it("makes room: what was read three days ago goes, and the walks of yesterday", async () => {
    const server = createServer();
    const finished_at = "2026-11-24T09:00:00Z";
    server.changes = [
      { kind: "walk", id: "w0", data: aWalk({ id: "w0", finished_at }) },
      { kind: "pick", id: "p0", data: aRow("p0", [aCopy("0000")], { walk: "w0" }) },
    ];
    const phone = await adasPhone(server.fetch);
    await phone.record(found);
    await phone.sync.now();
    server.time = "2026-11-28T09:00:00Z";
    server.changes.push(...news());
    noRoomFor("outbox", "picks");
    await phone.record(found).catch(() => undefined);
    expect(await phone.sync.now()).toEqual({ kind: "full" });
    expect(await phone.store.actions()).toEqual([]);
    expect(await phone.store.walks()).toEqual([]);
    expect(await phone.store.allPicks()).toEqual([]);
  });

  it("says so where not even what became of it finds room, and keeps it", async () => {
    const server = createServer();
    const phone = await adasPhone(server.fetch);
    await phone.record(found);
    noRoomFor("outbox", "picks");
    expect(await phone.sync.now()).toEqual({ kind: "full" });
    expect((await phone.store.actions())[0]?.state).toBe("waiting");
  });

  it("sends all that waits where not even what became of it finds room", async () => {
    const server = createServer();
    const phone = await adasPhone(server.fetch);
    for (let time = 0; time < 250; time++) await phone.record(found);
    const makeRoom = noRoomFor("outbox", "picks", "meta");
    for (let time = 0; time < 3; time++) await phone.sync.now();
    expect(server.requests.map(({ actions }) => actions.length)).toEqual([200, 50, 0]);
    expect(server.seen.size).toBe(250);
    makeRoom();
    await phone.sync.now();
    expect(new Set((await phone.store.actions()).map(({ state }) => state))).toEqual(
      new Set(["kept"]),
    );
  });

  it("sends a restored server all that it forgot, without a place to write that down", async () => {
    const server = createServer();
    const phone = await adasPhone(server.fetch);
    await phone.record(found);
    await phone.sync.now();
    const first = (await phone.store.actions())[0]?.action.id;
    server.epoch = "epoch-2";
    server.seen.clear();
    server.changes = news();
    for (let time = 0; time < 250; time++) await phone.record(found);
    const makeRoom = noRoomFor("outbox", "picks", "meta");
    for (let time = 0; time < 4; time++) await phone.sync.now();
    expect(server.requests.slice(2).map(({ epoch, cursor }) => [epoch, cursor])).toEqual(
      Array(3).fill(["epoch-2", 0]),
    );
    expect(server.seen.size).toBe(251);
    expect([...server.seen.keys()]).toContain(first);
    // What was written down of it comes only now; then the server hears all of it once more.
    expect((await phone.store.meta()).epoch).toBe("epoch-1");
    makeRoom();
    await phone.sync.now();
    expect(await phone.store.meta()).toMatchObject({ epoch: "epoch-2", cursor: 2 });
    const kept = await phone.store.actions();
    expect(kept.every(({ state, outcome }) => state === "kept" && outcome !== null)).toBe(true);
  });

  it("takes in nothing of a restored server, and sends it everything again later", async () => {
    const server = createServer();
    const phone = await adasPhone(server.fetch);
    const { action } = await phone.record(found);
    await phone.sync.now();
    server.epoch = "epoch-2";
    server.time = "2026-11-28T09:00:00Z";
    server.seen.clear();
    server.changes = news();
    const makeRoom = noRoomFor("picks");
    expect(await phone.sync.now()).toEqual({ kind: "full" });
    expect((await phone.store.actions())[0]?.state).toBe("kept");
    expect(await phone.store.meta()).toMatchObject({ epoch: "epoch-1", cursor: 0 });
    makeRoom();
    await phone.sync.now();
    expect([...server.seen.keys()]).toEqual([action.id]);
  });

  it("sends again what it sent when it was new, to a server that was restored since", async () => {
    const server = createServer();
    server.changes = news();
    const phone = await adasPhone(server.fetch);
    const { action } = await phone.record(found);
    const makeRoom = noRoomFor("picks");
    await phone.sync.now();
    expect((await phone.store.actions())[0]?.state).toBe("sent");
    server.epoch = "epoch-2";
    server.seen.clear();
    makeRoom();
    await phone.sync.now();
    expect([...server.seen.keys()]).toEqual([action.id]);
  });

  it("does not believe what was judged before a restore that another tab knows of", async () => {
    const server = createServer();
    const phone = await adasPhone(async (...asked) => {
      const answer = await server.fetch(...asked);
      if (server.requests.length > 1) await phone.store.setMeta({ epoch: "epoch-2" });
      return answer;
    });
    await phone.sync.now();
    server.changes = news();
    await phone.record(found);
    noRoomFor("picks");
    await phone.sync.now();
    expect((await phone.store.actions())[0]?.state).toBe("waiting");
  });

  it("becomes another phone where its memory was copied", async () => {
    const server = createServer();
    server.verdicts.report_found = "conflict";
    server.changes = news();
    const phone = await adasPhone(server.fetch);
    const before = (await phone.record(found)).action.store;
    noRoomFor("picks");
    await phone.sync.now();
    expect((await phone.record(found)).action.store).not.toBe(before);
  });

  it("still finds the one action that the server does not read", async () => {
    const server = createServer();
    server.changes = news();
    const phone = await adasPhone(withoutPoison(server));
    await phone.record({ ...found, subject: "poison" });
    await phone.record(found);
    noRoomFor("picks");
    for (let time = 0; time < 3; time++) await phone.sync.now();
    expect((await phone.store.actions()).map(({ state }) => state)).toEqual(["waiting", "sent"]);
  });

  it("counts what was exchanged, also where the floor finds no room", async () => {
    const server = createServer();
    server.changes = [{ kind: "floor", id: "1", data: { file: "f1" } }];
    const floor = { v: 1, floors: [], start: null, ways: [] };
    const phone = await adasPhone(async (url, init) =>
      url === "/api/floor" ? Response.json(floor) : server.fetch(url, init),
    );
    await phone.record(found);
    const { write } = phone.store.connection;
    phone.store.connection.write = (tables, work) =>
      tables.includes("files") && tables.length === 1
        ? Promise.reject(new DOMException("", "QuotaExceededError"))
        : write(tables, work);
    expect(await phone.sync.now()).toMatchObject({ kind: "done" });
    expect((await phone.store.actions())[0]?.state).toBe("kept");
  });
});

describe("a wrong clock", () => {
  it("does not turn a short wait into one of ten years", async () => {
    const server = createServer();
    server.faults = ["503"];
    let year = 2036;
    const phone = await adasPhone(server.fetch, { now: () => Date.UTC(year, 10, 24) });
    await phone.record(found);
    expect(await phone.sync.now()).toMatchObject({ kind: "wait" });
    year = 2026;
    expect(await phone.sync.now()).toMatchObject({ kind: "done" });
  });
});

describe("a server restored from a backup", () => {
  it("gets everything again that the phone still keeps", async () => {
    const server = createServer();
    const phone = await adasPhone(server.fetch);
    const { action } = await phone.record(found);
    await phone.sync.now();
    server.epoch = "epoch-2";
    server.seen.clear();
    server.changes = [{ kind: "walk", id: "w9", data: aWalk({ id: "w9" }) }];
    await phone.sync.now();
    expect([...server.seen.keys()]).toEqual([action.id]);
    expect(await phone.store.meta()).toMatchObject({ epoch: "epoch-2", cursor: 1 });
    expect((await phone.store.walks()).map(({ id }) => id)).toEqual(["w9"]);
  });
});

describe("a phone that the server does not know any more", () => {
  it("keeps everything, and sends it once the server knows it again", async () => {
    const server = createServer();
    const phone = await adasPhone(server.fetch);
    await phone.record(found);
    server.forgetful = true;
    expect(await phone.sync.now()).toEqual({ kind: "forgotten" });
    expect((await phone.store.actions()).map(({ state }) => state)).toEqual(["waiting"]);
    server.forgetful = false;
    expect(await phone.sync.now()).toMatchObject({ kind: "done" });
    expect(server.seen.size).toBe(1);
  });

  it("is known again when it was enrolled anew while the server said no", async () => {
    const server = createServer();
    server.forgetful = true;
    const phone = await adasPhone(async (...asked) => {
      const answer = await server.fetch(...asked);
      await phone.store.setMeta({ credential: "another" });
      return answer;
    });
    expect(await phone.sync.now()).toEqual({ kind: "failed", reached: true });
  });

  it("asks every quarter of an hour, however much is done on it; and at once for a person", async () => {
    const server = createServer();
    server.forgetful = true;
    const waits: number[] = [];
    const schedule = (wait: number) => {
      waits.push(wait);
      return () => undefined;
    };
    const phone = await adasPhone(server.fetch, { schedule });
    await phone.sync.now();
    await phone.record(found);
    await phone.record(found);
    expect(waits).toEqual([15 * 60_000 * 1.25]);
    phone.sync.wake();
    expect(waits.at(-1)).toBe(0);
  });
});

describe("a lost phone", () => {
  it("wipes itself and says how much had not been sent", async () => {
    const server = createServer();
    const phone = await adasPhone(server.fetch);
    await phone.record(found);
    const before = (await phone.store.meta()).store;
    server.revoked = true;
    expect(await phone.sync.now()).toEqual({ kind: "revoked", lost: 1 });
    expect(await phone.store.actions()).toEqual([]);
    const after = await phone.store.meta();
    expect(Object.keys(after).sort()).toEqual(["nextNumber", "store"]);
    expect(after.store).not.toBe(before);
  });
});
