import { icons } from "./icons";

export type IconName = keyof typeof icons;

/** A picture drawn with the ink of the text beside it. Give a label only where it stands alone. */
export function Icon({ name, label }: { name: IconName; label?: string }) {
  const voice = label ? { role: "img" as const, "aria-label": label } : { "aria-hidden": true };
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" {...voice}>
      {icons[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
