import { useEffect } from "preact/hooks";
import type { Walk } from "../store/shapes";
import { openWalk, shown } from "../sync/live";
import { NextSteps } from "./NextSteps";

/** What a finished walk leaves in the hands of whoever walked it; nothing once that is passed on. */
export function AfterWalk({ walk, isLast }: { walk: Walk; isLast: boolean }) {
  useEffect(() => void openWalk(walk.id), [walk.id]);
  return (
    <NextSteps
      picks={shown.value.picks.filter((pick) => pick.walk === walk.id)}
      after={isLast ? "all" : "one"}
    />
  );
}
