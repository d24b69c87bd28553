import { describe, expect, it } from "vitest";
import { aCopy, aRow, aWalk } from "../store/builders.testing";
import type { ActionName, Kept, Payloads } from "../store/recorded";
import { replay } from "./replay";

const ada = { id: 7, name: "Ada", device: "phone-1" };
const camus = aCopy("0001");
let last = 0;

function did<N extends ActionName>(name: N, subject: string, payload: Payloads[N]): Kept {
  last += 1;
  return {
    number: last,
    action: {
      id: `a${last}`,
      store: "s",
      number: last,
      v: 1,
      by: 7,
      shift: "x",
      name,
      subject,
      seen: 1,
      at: "2026-11-24T08:30:00.000Z",
      payload,
    },
    about: { title: "", label: "", slip: null },
    state: "waiting",
    outcome: null,
    why: null,
    judgedAt: null,
    isRead: true,
  };
}

const base = { walks: [aWalk()], picks: [aRow("p1", [camus]), aRow("p2", [aCopy("0002")])] };
const pickOf = (actions: Kept[], id = "p1") =>
  replay(base, actions, ada).picks.find((pick) => pick.id === id);

describe("what Ada sees before the server has heard of it", () => {
  it("shows the walk as hers", () => {
    const [walk] = replay(base, [did("claim_walk", "w1", {})], ada).walks;
    expect(walk).toMatchObject({ status: "claimed", claimed_by: { name: "Ada" } });
  });

  it("does not take a walk that Bilal has", () => {
    const bilals = aWalk({ status: "claimed", claimed_by: { id: 8, name: "Bilal" } });
    const claim = did("claim_walk", "w1", {});
    const [walk] = replay({ walks: [bilals], picks: [] }, [claim], ada).walks;
    expect(walk?.claimed_by?.name).toBe("Bilal");
  });

  it("marks a document as found, with its barcode", () => {
    const found = did("report_found", "p1", { barcode: "0001", how: "camera" });
    expect(pickOf([found])).toMatchObject({ status: "found", found_barcode: "0001" });
  });

  it("takes the copy that was looked for when there was nothing to scan", () => {
    const found = did("report_found", "p1", { how: "tap", reason: "no_label" });
    expect(pickOf([found])?.found_barcode).toBe("0001");
  });

  it("returns what was not touched when the walk ends", () => {
    const found = did("report_found", "p1", { barcode: "0001", how: "camera" });
    const { picks, walks } = replay(base, [found, did("finish_walk", "w1", {})], ada);
    expect(picks.map(({ status }) => status)).toEqual(["found", "returned"]);
    expect(walks[0]?.status).toBe("finished");
  });

  it("leaves to the server what the server has judged", () => {
    const found = did("report_found", "p1", { barcode: "0001", how: "camera" });
    expect(pickOf([{ ...found, state: "kept", outcome: "applied" }])?.status).toBe("open");
    expect(pickOf([{ ...found, state: "sent", outcome: "refused" }])?.status).toBe("open");
    expect(pickOf([{ ...found, state: "sent", outcome: "applied" }])?.status).toBe("found");
  });

  it("does not find what nobody wants any more", () => {
    const withdrawn = { ...base, picks: [aRow("p1", [camus], { status: "withdrawn" })] };
    const found = did("report_found", "p1", { barcode: "0001", how: "camera" });
    expect(replay(withdrawn, [found], ada).picks[0]?.status).toBe("withdrawn");
  });
});

describe("taking back", () => {
  it("opens the pick again, and an undo can be undone", () => {
    const missing = did("report_not_found", "p1", {});
    const undo = did("undo", missing.action.id, {});
    const again = did("undo", undo.action.id, {});
    expect(pickOf([missing, undo])?.status).toBe("open");
    expect(pickOf([missing, undo, again])?.status).toBe("not_found");
  });

  it("changes nothing the second time: somebody has done the same since", () => {
    const missing = did("report_not_found", "p1", {});
    const undo = did("undo", missing.action.id, {});
    const anew = did("report_not_found", "p1", {});
    const twice = did("undo", missing.action.id, {});
    const ofNothing = did("undo", twice.action.id, {});
    expect(pickOf([missing, undo, anew, twice])?.status).toBe("not_found");
    expect(pickOf([missing, undo, twice, ofNothing])?.status).toBe("open");
    const sent: Kept = { ...undo, state: "kept", outcome: "applied" };
    expect(pickOf([missing, sent, anew, twice])?.status).toBe("not_found");
    const refused: Kept = { ...undo, state: "sent", outcome: "refused" };
    expect(pickOf([missing, refused, anew, twice])?.status).toBe("open");
  });

  it("is possible again once the undo was undone, by either way and only one", () => {
    const missing = did("report_not_found", "p1", {});
    const undo = did("undo", missing.action.id, {});
    const again = did("undo", undo.action.id, {});
    const directly = did("undo", missing.action.id, {});
    const byTheUndo = did("undo", again.action.id, {});
    const anew = did("look_later", "p1", {});
    const before = [missing, undo, again];
    expect(pickOf([...before, directly])?.status).toBe("open");
    expect(pickOf([...before, byTheUndo])?.status).toBe("open");
    expect(pickOf([...before, directly, anew, byTheUndo])?.status).toBe("later");
    expect(pickOf([...before, byTheUndo, anew, directly])?.status).toBe("later");
  });

  it("takes back what was sent long ago", () => {
    const found = did("report_found", "p1", { barcode: "0001", how: "camera" });
    const sent: Kept = { ...found, state: "kept", outcome: "applied" };
    const rows = { ...base, picks: [aRow("p1", [camus], { status: "found" })] };
    const undo = did("undo", found.action.id, {});
    expect(replay(rows, [sent, undo], ada).picks[0]?.status).toBe("open");
  });

  it("keeps what was chosen for a selection, sent or not", () => {
    const first = did("choose_item", "p1", { barcode: "0101", how: "camera" });
    const second = did("choose_item", "p1", { barcode: "0102", how: "camera" });
    const sent: Kept = { ...first, state: "kept", outcome: "applied" };
    expect(pickOf([sent, second])?.chosen).toEqual(["0101", "0102"]);
    const undo = did("undo", second.action.id, {});
    const again = did("undo", undo.action.id, {});
    const after = did("undo", again.action.id, {});
    expect(pickOf([sent, second, undo])?.chosen).toEqual(["0101"]);
    const kept = [first, second, undo, again, after].map(
      (one): Kept => ({ ...one, state: "kept", outcome: "applied" }),
    );
    expect(pickOf(kept.slice(0, 4))?.chosen).toEqual(["0101", "0102"]);
    expect(pickOf(kept)?.chosen).toEqual(["0101"]);
  });

  it("counts what was chosen with a phone that is lost, once it is scanned again", () => {
    const again = did("choose_item", "p1", { barcode: "0101", how: "camera" });
    const why = { code: "already_found", text: "" };
    const known: Kept = { ...again, state: "kept", outcome: "superseded", why };
    const refused: Kept = { ...known, why: { code: "serves_a_hold", text: "" } };
    expect(pickOf([known])?.chosen).toEqual(["0101"]);
    expect(pickOf([refused])?.chosen).toEqual([]);
  });
});
