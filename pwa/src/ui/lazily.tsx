import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { late } from "./late";

/** A part that is rarely shown: its code and its texts come when it is first wanted. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return function Lazily(props: P) {
    const [shown, setShown] = useState<{ part: ComponentType<P> }>();
    useEffect(() => {
      void late(load).then((part) => part && setShown({ part }));
    }, []);
    if (!shown) return null;
    const Part = shown.part;
    return <Part {...props} />;
  };
}
