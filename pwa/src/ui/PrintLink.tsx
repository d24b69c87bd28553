import { Icon } from "./Icon";

interface Props {
  href: string;
  children: string;
  /** More than it shows, for who does not see what is beside it. */
  label?: string;
}

/** A page to print, beside the app: the browser's own dialog does the rest. */
export function PrintLink({ href, children, label }: Props) {
  return (
    <a class="button" target="_blank" rel="noreferrer" href={href} aria-label={label}>
      <Icon name="printer" />
      <span>{children}</span>
    </a>
  );
}
