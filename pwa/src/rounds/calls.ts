import { ApiError, ask } from "../api";
import { toast } from "../ui/toasts";

/** Somebody to call: for eyes in groups of digits, and as a telephone dials it. */
export interface Callee {
  id: string;
  name: string;
  phone: string;
  dial: string;
  /** The stop they come to. */
  place: string;
}

/** A visit to be told. */
export interface VisitCall extends Callee {
  lines: string[];
  /** What these lines tell: only that is noted as told. */
  says: string;
}

/** Somebody asked for documents with this patron’s card, who has no mail. */
export interface RequestCall extends Callee {
  documents: string[];
}

/** What cannot be reserved for whoever was called, and why. */
export interface Answered {
  call: RequestCall;
  answers: readonly Answer[];
}

export interface Answer {
  document: string;
  reserved: boolean;
  says: string;
}

/** All that is told by voice about the bike cart; see server/rayon/rounds/calling.py. */
export interface CartCalls {
  visits: VisitCall[];
  requests: RequestCall[];
  subscribers: Callee[];
}

/** Does something about them; a refusal is said in words. */
export async function changeCalls<T>(path: string, body: object): Promise<T | undefined> {
  try {
    return await ask<T>(`/cart/calls/${path}`, { body });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.message);
    return undefined;
  }
}
