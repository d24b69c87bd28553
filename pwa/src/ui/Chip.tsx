import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon";
import type { Colour } from "./results";

interface ChipProps {
  colour: Colour;
  icon?: IconName;
  children: ComponentChildren;
}

/** A state in two words, with a shape beside the colour. */
export function Chip({ colour, icon, children }: ChipProps) {
  return (
    <span class={`chip chip-${colour}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
