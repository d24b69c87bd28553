import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { SyncBadge } from "./SyncBadge";
import { syncState } from "./sync-state";

interface AppFrameProps {
  /** Where you are, in a few words; also the title of the window. */
  title: string;
  /** A second line: the bay, "7 of 24". */
  subtitle?: ComponentChildren;
  /** Left of the title: a way back. */
  back?: ComponentChildren;
  /** Below the title, full width: a progress bar. */
  progress?: ComponentChildren;
  /** The result of the last scan; it grows upwards, so that no button moves. */
  result?: ComponentChildren;
  /** Under the thumb: one primary action, two secondary ones. */
  bar?: ComponentChildren;
  /** Two columns on a tablet, a grid on a desktop. */
  wide?: boolean;
  children: ComponentChildren;
}

/** The frame of every screen: where you are, what there is to see, what to do. */
export function AppFrame(props: AppFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${props.title} · Rayon`;
  }, [props.title]);
  useEffect(() => {
    // A field of this screen that has taken the focus keeps it: somebody is about to type.
    const isTaken = heading.current?.closest(".frame")?.contains(document.activeElement);
    if (!isTaken) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class={props.wide ? "frame frame-wide" : "frame"}>
      <header class="frame-top">
        {props.back}
        <div class="frame-where">
          <h1 ref={heading} tabIndex={-1}>
            {props.title}
          </h1>
          {props.subtitle && <p class="muted">{props.subtitle}</p>}
        </div>
        <SyncBadge {...syncState.value} />
        {props.progress && <div class="frame-progress">{props.progress}</div>}
      </header>
      <main class="frame-body">{props.children}</main>
      {(props.result || props.bar) && (
        <footer class="frame-foot">
          {props.result}
          {props.bar && <div class="bar">{props.bar}</div>}
        </footer>
      )}
    </div>
  );
}
