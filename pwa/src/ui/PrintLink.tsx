import { Icon } from "./Icon";

interface Props {
  href: string;
  children: string;
}

/** A page to print, beside the app: the browser's own dialog does the rest. */
export function PrintLink({ href, children }: Props) {
  return (
    <a class="button" target="_blank" rel="noreferrer" href={href}>
      <Icon name="printer" />
      <span>{children}</span>
    </a>
  );
}
