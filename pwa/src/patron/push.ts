/** The button on a patron’s page: be told on this device. Nothing happens without a tap. */

type Wish = "tell" | "leave" | "ask";

const box = byId("push");
const key = box?.dataset.key ?? "";

if (box && canBeTold()) {
  byId("push-tell")?.addEventListener("click", () => void attempt(begin));
  byId("push-leave")?.addEventListener("click", () => void attempt(end));
  box.hidden = false;
  show("push-offer", true);
  void attempt(look);
} else if (isIPhone()) {
  show("push-iphone", true);
  show("push-offer", true);
}

function canBeTold(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** There, only a page on the home screen has a push manager. */
function isIPhone(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}

/** On opening the page: ask the server only if this browser has subscribed to anything. */
async function look(): Promise<void> {
  const known = await navigator.serviceWorker.getRegistration("/p/");
  const subscription = await known?.pushManager.getSubscription();
  draw(subscription ? await say("ask", subscription) : false);
}

async function begin(): Promise<void> {
  if ((await Notification.requestPermission()) !== "granted") return draw(false);
  const worker = await navigator.serviceWorker.register(box?.dataset.worker ?? "", {
    scope: "/p/",
  });
  await navigator.serviceWorker.ready;
  const kept = await worker.pushManager.getSubscription();
  if (kept && !hasOurKey(kept)) await kept.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  draw(await say("tell", await worker.pushManager.subscribe(options)));
}

/** The browser keeps its subscription: it may be told of another stop. */
async function end(): Promise<void> {
  const known = await navigator.serviceWorker.getRegistration("/p/");
  const subscription = await known?.pushManager.getSubscription();
  draw(subscription ? await say("leave", subscription) : false);
}

async function say(wish: Wish, subscription: PushSubscription): Promise<boolean> {
  const { endpoint, keys } = subscription.toJSON();
  const body = JSON.stringify({ wish, endpoint, key: keys?.p256dh, secret: keys?.auth });
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(box?.dataset.address ?? "", { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).told === true;
}

async function attempt(deed: () => Promise<void>): Promise<void> {
  show("push-failed", false);
  try {
    await deed();
  } catch {
    // Whatever went wrong, nothing is told, and the button is there for another try.
    show("push-failed", true);
    show("push-tell", true);
  }
}

function draw(isTold: boolean): void {
  const isBlocked = Notification.permission === "denied";
  show("push-blocked", isBlocked);
  show("push-tell", !isTold && !isBlocked);
  show("push-leave", isTold);
  // On the page of what waits, where another device may tell: that can be ended here, too.
  if (isTold) show("push-instead", true);
  show("push-other", !isTold);
  const said = byId("push-said")?.firstElementChild;
  if (said instanceof HTMLElement) said.hidden = !isTold;
}

function hasOurKey(subscription: PushSubscription): boolean {
  const theirs = subscription.options.applicationServerKey;
  return theirs !== null && String(new Uint8Array(theirs)) === String(bytes(key));
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

function show(id: string, isShown: boolean): void {
  const element = byId(id);
  if (element) element.hidden = !isShown;
}

function byId(id: string): HTMLElement | null {
  return document.getElementById(id);
}

export {};
