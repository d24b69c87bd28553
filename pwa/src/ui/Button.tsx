import type { ButtonHTMLAttributes } from "preact";
import { Icon, type IconName } from "./Icon";

type Kind = "primary" | "secondary" | "quiet" | "danger";

interface ButtonProps extends ButtonHTMLAttributes {
  kind?: Kind;
  icon?: IconName;
  /** What it is doing now; while set, the button waits and says so. */
  working?: string | undefined;
}

export function Button({ kind = "secondary", icon, working, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={`button button-${kind}`}
      disabled={rest.disabled || Boolean(working)}
      aria-busy={working ? true : undefined}
    >
      {icon && <Icon name={icon} />}
      <span>{working ?? children}</span>
    </button>
  );
}
