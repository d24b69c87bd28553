import { useRef, useState } from "preact/hooks";

/**
 * One tap, one deed: a tap that comes while the one before is still under way does nothing. The
 * button may be drawn too late to stop a hasty finger.
 */
export function useOnce<A extends unknown[]>(work: (...said: A) => Promise<unknown>) {
  const [isUnderWay, setUnderWay] = useState(false);
  const guard = useRef(false);
  const run = async (...said: A) => {
    if (guard.current) return;
    guard.current = true;
    setUnderWay(true);
    try {
      await work(...said);
    } finally {
      guard.current = false;
      setUnderWay(false);
    }
  };
  return { isUnderWay, run };
}
