// Making elements. Text goes in as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes and children; functions become listeners, `null` and `false` are left out. */
function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** Replace everything inside `element`. */
function show(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

function byId(id) {
  return document.getElementById(id);
}

/** Tell a screen reader. */
function announce(text) {
  byId("live").textContent = text;
}

const OUTLINES = {
  document: "M3 3h10v10H3z",
  cited: "M3 3h10v10H3z",
  place: "M2 3.5h12L8 14z",
  institution: "M4.6 2.2h6.8L14.8 8l-3.4 5.8H4.6L1.2 8z",
  category: "M8 1.2l2 4.6 5 .4-3.8 3.3 1.2 4.9L8 11.8l-4.4 2.6 1.2-4.9L1 6.2l5-.4z",
  programme: "M8 2a6 6 0 1 1 0 12A6 6 0 1 1 8 2z",
  indicator: "M8 2l6 10.5H2z",
  target: "M8 1.5L14.5 8 8 14.5 1.5 8z",
};

/** The shape of a kind, as the network draws it. */
function shapeOf(kind, hollow = kind === "cited") {
  return svg(
    "svg",
    { viewBox: "0 0 16 16", class: `shape ${kind}${hollow ? " hollow" : ""}`, "aria-hidden": "true" },
    svg("path", { d: OUTLINES[kind] }),
  );
}

const SIGNS = {
  quote: "M3 4h10v6H8l-3 3v-3H3z",
  close: "M4 4l8 8M12 4l-8 8",
  back: "M9.5 3.5L5 8l4.5 4.5",
  plus: "M8 3.5v9M3.5 8h9",
  minus: "M3.5 8h9",
  fit: "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3",
  image: "M2.5 3.5h11v9h-11zM5 9.5l2-2 2 2 1.5-1.5 2 2",
  filter: "M2.5 4h11M4.5 8h7M6.5 12h3",
  moon: "M12.5 9.5A5 5 0 0 1 6.5 3.5a5 5 0 1 0 6 6z",
  sun: "M8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 1 1 0-5zM8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6",
  find: "M7 3a4 4 0 1 1 0 8 4 4 0 1 1 0-8zM10 10l3.5 3.5",
  save: "M8 2.5v7M5 7l3 3 3-3M3 13h10",
  print: "M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z",
  home: "M2.5 8L8 3l5.5 5M4 7v6h8V7",
  link: "M6.5 9.5l3-3M5.5 7.5L4 9a2 2 0 0 0 3 3l1.5-1.5M10.5 8.5L12 7a2 2 0 0 0-3-3L7.5 5.5",
};

/** A line drawing of 16 units. */
function sign(name) {
  return svg("svg", { viewBox: "0 0 16 16", class: "sign", "aria-hidden": "true" }, svg("path", { d: SIGNS[name] }));
}

/** A button with a sign and a name that a screen reader tells. */
function signButton(name, title, onclick, attributes = {}) {
  return el(
    "button",
    { type: "button", class: "icon", title, "aria-label": title, click: onclick, ...attributes },
    sign(name),
  );
}
