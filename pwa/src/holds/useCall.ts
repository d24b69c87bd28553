import { useEffect, useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { uuid7 } from "../store/ids";
import { t } from "../texts";
import { announce } from "../ui/announce";
import {
  type Caller,
  type Override,
  orderOf,
  type Place,
  type Promised,
  type Wanted,
  wantedText,
} from "./order";

/** What to say to the caller, and the limit that stands against the order. */
interface Check {
  lines: string[];
  against: string | null;
}

export interface Call {
  caller: Caller | undefined;
  wanted: Wanted | undefined;
  pickup: Place;
  /** What is reserved from now on comes home with it. */
  delivery: Promised | undefined;
  /** What was reserved in this call, newest first. */
  placed: readonly string[];
  check: Check | undefined;
  problem: string | undefined;
  isPlacing: boolean;
  takeCaller: (caller: Caller | undefined) => void;
  choose: (wanted: Wanted | undefined) => void;
  collectAt: (place: Place) => void;
  rideWith: (delivery: Promised | undefined) => void;
  place: (override: Override) => Promise<void>;
}

/** One telephone call: who calls, what is wanted now, what is reserved already. */
export function useCall(): Call {
  const [caller, setCaller] = useState<Caller>();
  const [placed, setPlaced] = useState<readonly string[]>([]);
  const [pickup, collectAt] = useState<Place>({ branch: 0, stop: "" });
  const [delivery, rideWith] = useState<Promised>();
  const [wish, setWish] = useState<{ id: string; wanted: Wanted }>();
  const [isPlacing, setPlacing] = useState(false);
  const { check, problem, setProblem } = useCheck(caller, wish?.wanted, pickup, delivery);
  const takeCaller = (next: Caller | undefined) => {
    setCaller(next);
    setPlaced([]);
    setWish(undefined);
    rideWith(undefined);
    if (next) collectAt({ branch: next.branch, stop: "" });
  };
  // The id is made with the wish: an order whose answer got lost is sent again as the same one.
  const choose = (wanted: Wanted | undefined) => setWish(wanted && { id: newId(), wanted });
  const place = async (override: Override) => {
    if (!caller || !wish) return;
    setPlacing(true);
    try {
      const order = { ...orderOf(caller, wish.wanted, pickup, delivery), override };
      const { patron } = await ask<{ patron: Caller }>("/orders", { body: { id: wish.id, order } });
      setCaller(patron);
      setPlaced([wantedText(wish.wanted), ...placed]);
      setWish(undefined);
      announce(t("Reserved: {document}", { document: wantedText(wish.wanted) }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    } finally {
      setPlacing(false);
    }
  };
  const wanted = wish?.wanted;
  return {
    ...{ caller, wanted, pickup, delivery, placed, check, problem, isPlacing },
    ...{ takeCaller, choose, collectAt, rideWith, place },
  };
}

/** Asks what stands against an order each time it changes; forgets answers that come too late. */
function useCheck(
  caller: Caller | undefined,
  wanted: Wanted | undefined,
  pickup: Place,
  delivery: Promised | undefined,
) {
  const [check, setCheck] = useState<Check>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let isCurrent = true;
    setCheck(undefined);
    setProblem(undefined);
    if (!caller || !wanted) return;
    ask<Check>("/orders/check", { body: orderOf(caller, wanted, pickup, delivery) }).then(
      (answer) => isCurrent && setCheck(answer),
      (error: unknown) => isCurrent && setProblem((error as Error).message),
    );
    return () => {
      isCurrent = false;
    };
  }, [caller?.id, wanted, pickup, delivery]);
  return { check, problem, setProblem };
}

function newId(): string {
  return uuid7(Date.now(), (bytes) => crypto.getRandomValues(bytes));
}
