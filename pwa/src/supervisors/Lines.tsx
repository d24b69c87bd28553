import { hrefFor } from "../router";
import { mayOpen } from "../staff/may-open";
import { Icon } from "../ui/Icon";
import type { Line } from "./team";

/** Things that are left, each with the way to where it is dealt with. */
export function Lines({ lines, none }: { lines: readonly Line[]; none: string }) {
  if (lines.length === 0) {
    return (
      <p class="team-none">
        <Icon name="tick" /> {none}
      </p>
    );
  }
  return (
    <ul class="list">
      {lines.map(({ key, text, screen }) => (
        <li key={key}>
          {screen && mayOpen(screen) ? (
            <a class="row" href={hrefFor(screen)}>
              <span class="row-text">{text}</span>
              <Icon name="next" />
            </a>
          ) : (
            <p class="row">{text}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
