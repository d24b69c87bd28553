import { t } from "../texts";
import { Icon } from "./Icon";

export function BackLink({ href, label }: { href: string; label?: string }) {
  return (
    <a class="back" href={href} aria-label={label ?? t("Back")}>
      <Icon name="back" />
    </a>
  );
}
