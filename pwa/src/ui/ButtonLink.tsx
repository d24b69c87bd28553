import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon";

interface ButtonLinkProps {
  href: string;
  kind?: "primary" | "secondary" | "quiet";
  icon?: IconName;
  children: ComponentChildren;
}

/** Looks like a button and leads to another screen. */
export function ButtonLink({ href, kind = "secondary", icon, children }: ButtonLinkProps) {
  return (
    <a class={`button button-${kind}`} href={href}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}
