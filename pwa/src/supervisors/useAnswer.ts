import { useEffect, useState } from "preact/hooks";
import { ApiError, ask } from "../api";

export interface Asked<T> {
  answer: T | undefined;
  problem: string | undefined;
  again: () => Promise<void>;
}

/** Asks the server when the screen opens; kept in memory only. */
export function useAnswer<T>(path: string): Asked<T> {
  const [answer, setAnswer] = useState<T>();
  const [problem, setProblem] = useState<string>();
  const again = async () => {
    try {
      setAnswer(await ask<T>(path));
      setProblem(undefined);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    }
  };
  useEffect(() => void again(), [path]);
  return { answer, problem, again };
}
