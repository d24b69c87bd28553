import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, ask } from "../api";

export interface Asked<T> {
  answer: T | undefined;
  problem: string | undefined;
  again: () => Promise<void>;
}

/**
 * Asks the server when the screen opens; kept in memory only. What is no longer asked for is
 * forgotten, and so is an answer that comes after one to a later asking.
 */
export function useAnswer<T>(path: string): Asked<T> {
  const [answer, setAnswer] = useState<T>();
  const [problem, setProblem] = useState<string>();
  // What is drawn now counts: whoever asks again may have begun on an earlier drawing.
  const wanted = useRef(path);
  wanted.current = path;
  const [asked, shown] = [useRef(0), useRef(0)];
  const again = async () => {
    const where = wanted.current;
    asked.current += 1;
    const mine = asked.current;
    const isNews = () => where === wanted.current && mine > shown.current;
    try {
      const came = await ask<T>(where);
      if (!isNews()) return;
      setAnswer(came);
      setProblem(undefined);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!isNews()) return;
      setProblem(error.message);
    }
    shown.current = mine;
  };
  useEffect(() => void again(), [path]);
  return { answer, problem, again };
}
