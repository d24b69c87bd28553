import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, ask } from "../api";

export interface Asked<T> {
  answer: T | undefined;
  problem: string | undefined;
  again: () => Promise<void>;
}

/** Asks the server when the screen opens; kept in memory only. The answer to the last asking counts. */
export function useAnswer<T>(path: string): Asked<T> {
  const [answer, setAnswer] = useState<T>();
  const [problem, setProblem] = useState<string>();
  const asked = useRef(0);
  const again = async () => {
    asked.current += 1;
    const mine = asked.current;
    try {
      const came = await ask<T>(path);
      if (asked.current !== mine) return;
      setAnswer(came);
      setProblem(undefined);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (asked.current === mine) setProblem(error.message);
    }
  };
  useEffect(() => void again(), [path]);
  return { answer, problem, again };
}
