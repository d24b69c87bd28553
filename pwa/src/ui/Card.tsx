import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import "./pieces.css";

interface CardProps {
  title?: string;
  /** Right of the title: a count, a small action. */
  aside?: ComponentChildren;
  children: ComponentChildren;
}

export function Card({ title, aside, children }: CardProps) {
  const id = useId();
  return (
    <article class="card" aria-labelledby={title ? id : undefined}>
      {title && (
        <div class="card-head">
          <h2 id={id}>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </article>
  );
}
