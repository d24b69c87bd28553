import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Place, Screen, ScreenProps } from "../router";
import { moreTexts, t } from "../texts";

type Loaded = { name: string; component: ComponentType<ScreenProps> } | { error: unknown };

/** Loads the code of a screen the first time it is opened, then shows it. */
export function ScreenOutlet({ place }: { place: Place }) {
  const loaded = useScreen(place.screen);
  if (!loaded) return <Loading />;
  if ("error" in loaded) throw loaded.error;
  const Shown = loaded.component;
  return <Shown key={JSON.stringify(place.params)} params={place.params} />;
}

function useScreen(screen: Screen): Loaded | undefined {
  const [loaded, setLoaded] = useState<Loaded>();
  useEffect(() => {
    let current = true;
    // The walk is in the core and so are its texts: it waits for nothing else.
    const texts = screen.name === "walk" ? undefined : moreTexts();
    Promise.all([screen.load(), texts]).then(
      ([module]) => current && setLoaded({ name: screen.name, component: module.default }),
      (error: unknown) => current && setLoaded({ error }),
    );
    return () => {
      current = false;
    };
  }, [screen]);
  return loaded && "name" in loaded && loaded.name !== screen.name ? undefined : loaded;
}

/** Stays invisible for the first moment, so that a quick screen does not flicker. */
function Loading() {
  return <p class="loading muted">{t("Opening…")}</p>;
}
