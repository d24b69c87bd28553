import { IDBFactory } from "fake-indexeddb";
import type { Session } from "../store/meta";
import type { Outcome, Recorded, Why } from "../store/recorded";
import type { Change } from "../store/shapes";
import { createPhone, type Phone, type Surroundings } from "./phone";
import { pageLocks } from "./sync";

/** What goes wrong with one request: before the server, or on the way back. */
export type Fault = "request lost" | "answer lost" | "503" | "captive portal" | "half an answer";

const whys: Partial<Record<Outcome, Why>> = {
  refused: { code: "cancelled", text: "No longer wanted." },
  conflict: { code: "number_reused", text: "Two actions bear one number." },
  quarantined: { code: "bad_action", text: "This action cannot be read." },
};

interface Sent {
  epoch: string | null;
  cursor: number;
  actions: Recorded[];
}

/** A server in a few lines: each action once for ever, changes by number. */
export function createServer() {
  const seen = new Map<string, Outcome>();
  const server = {
    epoch: "epoch-1",
    time: "2026-11-24T09:00:00Z",
    changes: [] as Change[],
    faults: [] as Fault[],
    verdicts: {} as Record<string, Outcome>,
    /** What is said to an action that was applied, by its name. */
    words: {} as Record<string, string>,
    requests: [] as Sent[],
    /** What the phone said with each request that it had not sent yet. */
    unsent: [] as unknown[],
    revoked: false,
    /** The devices of this server were lost, or it is another one. */
    forgetful: false,
    seen,
    fetch: (async (_url, init) => {
      const sent = JSON.parse(String(init?.body)) as Sent;
      server.requests.push(sent);
      server.unsent.push(JSON.parse(new Headers(init?.headers).get("X-Rayon-Unsent") ?? "null"));
      const fault = server.faults.shift();
      if (fault === "request lost") throw new TypeError("Failed to fetch");
      if (fault === "503")
        return new Response("", { status: 503, headers: { "Retry-After": "7" } });
      if (fault === "captive portal") return new Response("<html>Bienvenue</html>");
      if (server.revoked)
        return Response.json({ code: "device_revoked", message: "" }, { status: 401 });
      if (server.forgetful)
        return Response.json({ code: "not_enrolled", message: "" }, { status: 401 });
      const answer = answerTo(sent);
      if (fault === "answer lost") throw new TypeError("network connection was lost");
      if (fault === "half an answer") return new Response(JSON.stringify(answer).slice(0, 40));
      return Response.json(answer);
    }) as typeof fetch,
  };
  return server;

  function answerTo({ epoch, cursor, actions }: Sent) {
    const reset = epoch !== server.epoch;
    const from = reset ? 0 : cursor;
    return {
      epoch: server.epoch,
      server_time: server.time,
      outcomes: actions.map(judge),
      reset,
      changes: server.changes.slice(from),
      cursor: server.changes.length,
      more: false,
    };
  }

  function judge({ id, name }: Recorded) {
    const known = seen.get(id);
    const outcome =
      known === "applied" ? "duplicate" : (known ?? server.verdicts[name] ?? "applied");
    seen.set(id, known ?? outcome);
    const word = server.words[name];
    const said = word ? { code: word, text: "", texts: {} } : null;
    const why = outcome === "applied" ? said : (whys[outcome] ?? null);
    return { id, outcome, why };
  }
}

export const ada: Session = {
  shift: "0193a000-0000-7000-8000-000000000001",
  staff: { id: 7, name: "Ada", language: "fr", roles: ["picker"] },
  endsAt: "2026-11-24T20:00:00Z",
  clockAhead: 0,
};

/** An enrolled phone with Ada signed in, on a clock that stands still. */
export async function adasPhone(
  fetch: typeof globalThis.fetch,
  more: Partial<Surroundings> = {},
): Promise<Phone> {
  const phone = createPhone({
    indexedDB: new IDBFactory(),
    fetch,
    now: () => Date.parse("2026-11-24T08:30:00Z"),
    locks: pageLocks(),
    random: () => 0.5,
    randomBytes: (bytes) => crypto.getRandomValues(bytes),
    schedule: () => () => undefined,
    ...more,
  });
  await phone.store.setMeta({ credential: "secret", session: ada });
  return phone;
}
