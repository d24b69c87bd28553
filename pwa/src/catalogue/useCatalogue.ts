import { useEffect } from "preact/hooks";
import { type Asked, useAnswer } from "../supervisors/useAnswer";
import type { Catalogue, Import } from "./shapes";

const EVERY_MS = 1000;

/** The import of the moment, asked for again while the server works on it. */
export function useCatalogue(): Asked<Catalogue> {
  const asked = useAnswer<Catalogue>("/catalogue/import");
  const isAtWork = atWork(asked.answer?.import ?? null);
  useEffect(() => {
    if (!isAtWork) return;
    const timer = setInterval(() => void asked.again(), EVERY_MS);
    return () => clearInterval(timer);
  }, [isAtWork]);
  return asked;
}

function atWork(row: Import | null): boolean {
  return row?.state === "checking" || row?.state === "applying";
}
