import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";

/** Asks for one thing at a time; what the server says no to is kept as a sentence. */
export function useAsking() {
  const [problem, setProblem] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const run = async <T>(path: string, body: object = {}): Promise<T | undefined> => {
    setAsking(true);
    setProblem(undefined);
    try {
      return await ask<T>(path, { method: "POST", body });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
      return undefined;
    } finally {
      setAsking(false);
    }
  };
  return { problem, isAsking, run };
}
