// The least that can show a pick: it reads what the app has stored and fills a page in.
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const database = await done(indexedDB.open("rayon"));
const reading = database.transaction(["meta", "picks"]);
const [spot, branch] = await Promise.all(
  ["spot", "branch"].map((key) => done(reading.objectStore("meta").get(key))),
);
const picks = await done(reading.objectStore("picks").index("walk").getAll(spot.walk));
picks.sort((one, other) => one.position - other.position);
const pick = picks.find(({ id }) => id === spot.pick) ?? picks[0];
const location = branch.locations.find(({ id }) => id === pick.target.location);

const show = (id, text) => {
  document.getElementById(id).textContent = text;
};
show("place", location.name);
show("position", `${picks.indexOf(pick) + 1} sur ${picks.length}`);
show("title", pick.title.title);
show("about", [pick.title.author, pick.title.format, pick.title.year].filter(Boolean).join(" · "));
show("slip", `Ticket ${pick.hold.slip}`);
show("hint", location.hint);
show("barcode", `…${pick.target.barcode.slice(-4)}`);
const others = pick.copies.length - 1;
if (others > 0) show("others", `${others} autres exemplaires conviennent`);
document.getElementById("gommette").setAttribute("fill", location.colour || "none");
Object.assign(document.getElementById("progress"), {
  max: picks.length,
  value: picks.filter(({ status }) => status !== "open").length,
});
const label = document.getElementById("label");
for (const [index, line] of pick.target.lines.entries()) {
  const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
  text.setAttribute("class", "label-line");
  text.setAttribute("x", "40");
  text.setAttribute("y", String(30 + 110 * (index + 1)));
  text.textContent = line;
  label.append(text);
}
database.close();

const own = indexedDB.open("bare");
own.onupgradeneeded = () => own.result.createObjectStore("outbox", { autoIncrement: true });
const outbox = await done(own);
document.getElementById("missing").addEventListener("click", () => {
  const writing = outbox.transaction("outbox", "readwrite", { durability: "strict" });
  const action = { name: "report_not_found", subject: pick.id, at: new Date().toISOString() };
  writing.objectStore("outbox").add(action);
  writing.oncomplete = () => show("saved", "Pas en rayon : noté");
});
navigator.serviceWorker.register("/bare/worker.js", { scope: "/bare/" });
