import { useEffect, useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { person } from "../staff/session";
import { meta } from "../sync/live";

/** What no walk is prepared for, as it concerns whoever asks. */
export interface Waiting {
  waiting: number;
  /** Looked for in vain a moment ago, and by this person; not said by servers of before. */
  later?: number;
}

/** How many documents wait for a walk; undefined until the server has said, or while it is not asked. */
export function useWaiting(isAsked: boolean): Waiting | undefined {
  const [waiting, setWaiting] = useState<Waiting>();
  const isVisible = useVisible();
  const isAskedNow = isAsked && isVisible;
  const { cursor, syncedAt = "" } = meta.value;
  // Asked anew after news of the branch; and now and then, since what waits changes without any.
  const minute = syncedAt.slice(0, "2026-01-01T00:00".length);
  const me = person.value?.id;
  // What was true for somebody else, or before the phone was put away, is no news.
  useEffect(() => setWaiting(undefined), [isAskedNow, me]);
  useEffect(() => {
    if (!isAskedNow) return;
    let isOutdated = false;
    void whatWaits().then((answer) => {
      if (!isOutdated) setWaiting(answer);
    });
    return () => {
      isOutdated = true;
    };
  }, [isAskedNow, me, cursor, minute]);
  return isAskedNow ? waiting : undefined;
}

async function whatWaits(): Promise<Waiting | undefined> {
  try {
    return await ask<Waiting>("/walks/waiting");
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return undefined;
  }
}

/** Whether anybody can see the screen. */
function useVisible(): boolean {
  const [isVisible, setVisible] = useState(!document.hidden);
  useEffect(() => {
    const look = () => setVisible(!document.hidden);
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return isVisible;
}
