import { useEffect, useState } from "preact/hooks";
import { ApiError, ask } from "../api";

/** How many documents wait for a walk; undefined until the server has said, or without a network. */
export function useWaiting(isAsked: boolean, since: string): number | undefined {
  const [waiting, setWaiting] = useState<number>();
  useEffect(() => {
    if (isAsked) void howManyWait().then(setWaiting);
  }, [isAsked, since]);
  return waiting;
}

async function howManyWait(): Promise<number | undefined> {
  try {
    return (await ask<{ waiting: number }>("/walks/waiting")).waiting;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return undefined;
  }
}
