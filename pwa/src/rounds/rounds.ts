import { ApiError, ask } from "../api";
import { toast } from "../ui/toasts";

export interface Stop {
  id: string;
  place: string;
  /** "16:10", on the wall clock of the branch. */
  begins: string;
  ends: string;
  rain_place: string;
}

export interface Neighbourhood {
  id: string;
  name: string;
  bike: string;
  first_day: string;
  /** An RRULE of RFC 5545. */
  rule: string;
  in_breaks: boolean;
  /** The address of its calendar. */
  feed: string;
  /** With the addresses of the public page and of the flyers. */
  stops: (Stop & { page: string; flyers: string })[];
}

export interface Visit {
  /** The id of the neighbourhood. */
  neighbourhood: string;
  name: string;
  /** Its day by the rule; it is known by it, whatever becomes of it. */
  planned: string;
  day: string;
  state: "planned" | "moved" | "cancelled" | "off" | "break";
  later: number;
  because: string;
  begins: string;
  ends: string;
}

export interface Break {
  first: string;
  last: string;
  name: string;
}

/** The bike cart's calendar, as the server tells it. Days are "2026-12-02". */
export interface Rounds {
  today: string;
  neighbourhoods: Neighbourhood[];
  visits: Visit[];
  breaks: Break[];
}

/** Changes the calendar; undefined when it was refused, which `say` says in words. */
export async function changeRounds<T = Rounds>(
  path: string,
  body: object,
  say: (why: string) => void = toast,
): Promise<T | undefined> {
  try {
    return await ask<T>(`/rounds/${path}`, { body });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    say(error.message);
    return undefined;
  }
}
