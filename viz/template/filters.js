// What is in view: documents, and with them everything they speak of, by the choices of the left panel.

let scope;

/** What passes the filters of the state: a set of documents, and for each thing whether it is in view. */
function computeScope() {
  const hidden = new Set(state.hide.split(",").filter(Boolean));
  const documents = model.byKind.document.filter(passesDocument);
  const seen = new Uint8Array(model.things.length);
  if (narrowsDocuments() || state.status) for (const document of documents) seeDocument(document, seen);
  else seen.fill(1);
  for (const thing of model.things) {
    if (hidden.has(thing.kind) || !passesThing(thing)) seen[thing.index] = 0;
  }
  scope = { documents: new Set(documents), seen };
}

function narrowsDocuments() {
  return Boolean(state.in || state.place || state.year);
}

function isFiltered() {
  return FILTERS.some((name) => state[name]);
}

function passesDocument(document) {
  if (state.in && document.id !== state.in) return false;
  if (state.place && !within(document.place, model.byId.get(state.place))) return false;
  return !state.year || coversYear(document, Number(state.year));
}

function coversYear(document, year) {
  return Boolean(document.start) && Number(document.start) <= year && year <= Number(document.end || document.start);
}

/** See a document, what it speaks of, and those of its targets that pass. */
function seeDocument(document, seen) {
  seen[document.index] = 1;
  for (const link of document.links) {
    if (link.target.kind !== "target") seen[link.target.index] = 1;
  }
  for (let place = document.place; place; place = place.above) seen[place.index] = 1;
  for (const target of document.targets) {
    if (passesTarget(target))
      for (const thing of [target, target.indicator, target.place, target.programme, target.institution]) {
        if (thing) seen[thing.index] = 1;
      }
  }
}

/** Whether a target passes the filters, its document's included. */
function passesTarget(target) {
  if (!passesOwnYear(target) || (state.status && target.status !== state.status)) return false;
  if (state.in && target.document.id !== state.in) return false;
  const place = state.place && model.byId.get(state.place);
  return !place || within(target.place ?? target.document.place, place);
}

function passesOwnYear(target) {
  if (!state.year) return true;
  return target.year ? target.year === state.year : coversYear(target.document, Number(state.year));
}

function passesThing(thing) {
  if (thing.kind === "programme" && !passesLevel(thing)) return false;
  if (thing.kind === "target") return Boolean(thing.document) && passesTarget(thing);
  return !state.minor || thing.kind === "document" || thing.kind === "place" || !isMinor(thing);
}

function passesLevel(programme) {
  if (!state.level) return true;
  if (state.level === "new") return programme.origin === "Discovered";
  return programme.origin !== "Discovered" && Math.min(programme.depth, 4) === Number(state.level);
}

/** Whether hardly anything is known of a thing: one link, or one mention. */
function isMinor(thing) {
  return thing.links.reduce((sum, link) => sum + link.count, 0) < 2;
}

function isSeen(thing) {
  return scope.seen[thing.index] === 1;
}

/** The panel: kinds with their counts, which is the legend too, and the choices. */
function renderFilters() {
  show(
    byId("filters"),
    el(
      "div",
      { class: "filters-head" },
      el("h2", {}, t("filters")),
      signButton("close", t("close"), () => setDrawer(false), { class: "icon only-narrow" }),
    ),
    kindBoxes(),
    el("div", { class: "fields" }, choiceFields()),
    el("div", { class: "checks" }, check("minor", t("hideMinor")), check("quiet", t("hideMentions"))),
    isFiltered() &&
      el("button", { type: "button", class: "plain", id: "clear", click: clearFilters }, t("clearFilters")),
    statusLegend(),
  );
}

function clearFilters() {
  go(Object.fromEntries(FILTERS.map((name) => [name, ""])));
}

function setDrawer(open) {
  document.body.classList.toggle("drawer", open);
}

function kindBoxes() {
  const hidden = new Set(state.hide.split(",").filter(Boolean));
  const boxes = Object.entries(model.byKind)
    .filter(([, things]) => things.length)
    .map(([kind, things]) => kindBox(kind, things, hidden));
  return el("fieldset", { class: "kinds" }, el("legend", {}, t("kinds")), boxes);
}

function kindBox(kind, things, hidden) {
  const shown = things.filter(isSeen).length;
  const count =
    hidden.has(kind) || shown === things.length ? number(things.length) : `${number(shown)} / ${number(things.length)}`;
  const toggle = () => {
    hidden[hidden.has(kind) ? "delete" : "add"](kind);
    go({ hide: [...hidden].sort().join(",") });
  };
  return el(
    "label",
    { class: "kind" },
    el("input", { type: "checkbox", checked: !hidden.has(kind), change: toggle, "data-kind": kind }),
    shapeOf(kind),
    el("span", { class: "kind-name" }, t(`kind.${kind}`)),
    el("span", { class: "count" }, count),
  );
}

function choiceFields() {
  const places = [...new Set(model.byKind.document.flatMap((document) => chainOf(document.place)))].sort(byCode);
  const levels = [...new Set(model.byKind.programme.map((p) => Math.min(p.depth, 4)))].sort();
  const isNew = model.byKind.programme.some((p) => p.origin === "Discovered");
  return [
    choice(
      "place",
      t("place"),
      places.map((place) => [place.id, indentOf(place) + nameOf(place)]),
    ),
    choice(
      "year",
      t("year"),
      model.years.map((year) => [String(year), String(year)]),
    ),
    choice("status", t("status"), [
      ["Planned", t("Planned")],
      ["Achieved", t("Achieved")],
    ]),
    choice(
      "in",
      t("document"),
      model.byKind.document.map((document) => [document.id, document.short]),
    ),
    choice("level", t("level"), [
      ...levels.map((level) => [String(level), t("levelN", { n: level })]),
      ...(isNew ? [["new", t("discovered")]] : []),
    ]),
  ];
}

/** A place and all it lies in but the country. */
function chainOf(place) {
  const chain = [];
  for (let at = place; at; at = at.above) if (at.level !== "country" || at === place) chain.push(at);
  return chain;
}

function indentOf(place) {
  return "\u3000".repeat({ prefecture: 1, county: 2, zone: 2 }[place.level] ?? 0);
}

function byCode(a, b) {
  return a.code < b.code ? -1 : 1;
}

function choice(name, title, options) {
  const known = options.map(([value, text]) => el("option", { value, selected: state[name] === value }, text));
  return el(
    "label",
    { class: "field" },
    el("span", {}, title),
    el(
      "select",
      { "data-filter": name, change: (event) => go({ [name]: event.target.value, page: "", from: "" }) },
      el("option", { value: "" }, t("all")),
      known,
    ),
  );
}

function check(name, title) {
  const change = (event) => go({ [name]: event.target.checked ? "1" : "" });
  return el(
    "label",
    { class: "check" },
    el("input", { type: "checkbox", checked: Boolean(state[name]), change, "data-filter": name }),
    title,
  );
}

function statusLegend() {
  return el(
    "p",
    { class: "hint" },
    shapeOf("target", false),
    ` ${t("Achieved")}  `,
    shapeOf("target", true),
    ` ${t("Planned")}`,
  );
}

/** What to show where the filters leave nothing. */
function nothingHere() {
  return el(
    "div",
    { class: "nothing" },
    el("p", {}, t("nothing")),
    isFiltered() && el("button", { type: "button", class: "main", click: clearFilters }, t("clearFilters")),
  );
}
