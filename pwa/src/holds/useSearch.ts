import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";

export interface Search<T> {
  answer: T | undefined;
  problem: string | undefined;
  isSearching: boolean;
  run: (text: string) => Promise<T | undefined>;
}

/** Asks the server what fits a text. The text travels in a body: no name is in an address. */
export function useSearch<T>(path: string): Search<T> {
  const [answer, setAnswer] = useState<T>();
  const [problem, setProblem] = useState<string>();
  const [isSearching, setSearching] = useState(false);
  const run = async (text: string) => {
    setSearching(true);
    setProblem(undefined);
    try {
      const found = await ask<T>(path, { body: { text } });
      setAnswer(found);
      return found;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setAnswer(undefined);
      setProblem(error.message);
      return undefined;
    } finally {
      setSearching(false);
    }
  };
  return { answer, problem, isSearching, run };
}
