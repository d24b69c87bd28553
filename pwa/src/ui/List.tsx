import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";
import "./pieces.css";

/** Rows with a hairline between them. */
export function List({ label, children }: { label?: string; children: ComponentChildren }) {
  return (
    <ul class="list" aria-label={label}>
      {children}
    </ul>
  );
}

interface ListRowProps {
  title: ComponentChildren;
  detail?: ComponentChildren;
  /** On the right: a number, a chip, a small button. */
  aside?: ComponentChildren;
  /** Makes the whole row lead somewhere. */
  href?: string;
}

export function ListRow({ title, detail, aside, href }: ListRowProps) {
  const text = (
    <span class="row-text">
      <span class="row-title">{title}</span>
      {detail && <span class="row-detail muted">{detail}</span>}
    </span>
  );
  if (!href) {
    return (
      <li class="row">
        {text}
        {aside}
      </li>
    );
  }
  return (
    <li>
      <a class="row" href={href}>
        {text}
        {aside}
        <Icon name="next" />
      </a>
    </li>
  );
}
