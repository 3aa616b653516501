// What the page shows, kept in the address after the #, so that a link shows the same.

const DEFAULTS = {
  lang: "zh",
  theme: "",
  view: "net",
  node: "",
  focus: "",
  expand: "",
  more: "",
  path: "",
  doc: "",
  at: "",
  hide: "",
  in: "",
  place: "",
  year: "",
  status: "",
  level: "",
  minor: "",
  quiet: "",
  q: "",
  sort: "",
  page: "",
  axis: "",
  from: "",
};
const FILTERS = ["hide", "in", "place", "year", "status", "level", "minor", "quiet"];
const VIEWS = ["net", "targets", "matrix", "time", "docs"];

let state = { ...DEFAULTS };

/** The state that an address names; what it does not name has its default. */
function parseState(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const read = { ...DEFAULTS };
  for (const key of Object.keys(DEFAULTS)) if (parts.has(key)) read[key] = parts.get(key);
  if (!VIEWS.includes(read.view)) read.view = "net";
  if (!(read.lang in STRINGS)) read.lang = "zh";
  return read;
}

/** The address of the present state with some parts changed. */
function href(patch = {}) {
  const parts = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...state, ...patch })) {
    if (value !== DEFAULTS[key]) parts.set(key, value);
  }
  return `#${parts}`;
}

/** Change the state; the page follows the address. `quietly` makes no step in the history, as for typing. */
function go(patch, quietly = false) {
  const next = href(patch);
  if (next === (location.hash || "#")) return;
  if (quietly) location.replace(next);
  else location.hash = next;
}

/** The change that shows a thing: its card, and in the network view its neighbours. */
function toThing(thing) {
  const patch = { node: thing.id };
  if (state.view === "net") Object.assign(patch, { focus: thing.id, expand: "", more: "", path: "" });
  return patch;
}

/** The change that shows characters of a document. */
function toText(document, begin, end) {
  return { view: "docs", doc: document.id, at: `${begin}-${end}`, page: "" };
}

/** A link to a thing, with its shape. */
function thingLink(thing, text = shortName(thing)) {
  return el(
    "a",
    { class: "thing", href: href(toThing(thing)), title: thing.label, "data-id": thing.id },
    shapeOf(thing.kind, isHollow(thing)),
    el("span", {}, text),
  );
}

/** Cited documents, plans and unresolved institutions are drawn hollow. */
function isHollow(thing) {
  return thing.kind === "cited" || thing.status === "Planned" || thing.resolution === "Unresolved";
}
