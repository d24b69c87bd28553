import type { ComponentChildren } from "preact";
import { Logo } from "./Logo";
import "./pieces.css";

interface EmptyStateProps {
  /** What there is not. */
  title: string;
  /** When it will come, and what one could do meanwhile; nothing while that is asked. */
  children?: ComponentChildren;
  action?: ComponentChildren;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div class="empty">
      <Logo />
      <h2>{title}</h2>
      {/* A line is kept free: what stands below must not move under the finger. */}
      <p class="muted">{children ?? "\u00a0"}</p>
      {action}
    </div>
  );
}
