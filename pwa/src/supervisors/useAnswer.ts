import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, ask } from "../api";

export interface Asked<T> {
  answer: T | undefined;
  problem: string | undefined;
  again: () => Promise<void>;
}

/** Asks the server when the screen opens; kept in memory only. What comes too late is forgotten. */
export function useAnswer<T>(path: string): Asked<T> {
  const [answer, setAnswer] = useState<T>();
  const [problem, setProblem] = useState<string>();
  const wanted = useRef(path);
  wanted.current = path;
  const again = async () => {
    try {
      const came = await ask<T>(path);
      if (wanted.current !== path) return;
      setAnswer(came);
      setProblem(undefined);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (wanted.current === path) setProblem(error.message);
    }
  };
  useEffect(() => void again(), [path]);
  return { answer, problem, again };
}
