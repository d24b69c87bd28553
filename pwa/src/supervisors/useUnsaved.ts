import { useEffect } from "preact/hooks";
import { type AskFirst, askBeforeLeaving } from "../navigation";

/** While something here is kept nowhere: asks before it is left, by a link, by "back" or by reloading. */
export function useUnsaved(isUnsaved: boolean, ask: AskFirst): void {
  useEffect(() => {
    if (!isUnsaved) return;
    // The browser asks in its own words.
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    askBeforeLeaving(ask);
    return () => {
      removeEventListener("beforeunload", warn);
      askBeforeLeaving(undefined);
    };
  }, [isUnsaved]);
}
