// How things and links look in the network: colours come from the style sheet, shapes from pyvis's nodes.

const SHAPES = {
  document: "square",
  cited: "square",
  place: "triangleDown",
  institution: "hexagon",
  category: "star",
  programme: "dot",
  indicator: "triangle",
  target: "diamond",
};
const FAMILIES = {
  mentions: "mention",
  references: "mention",
  hasVersion: "mention",
  setsTarget: "target",
  indicator: "target",
  appliesToPlace: "target",
  concerns: "target",
  responsibleParty: "target",
  implements: "action",
  pilots: "action",
  collaboratesWith: "partner",
  publisher: "origin",
  jurisdiction: "origin",
  subOrganizationOf: "order",
  secondNameOf: "order",
  formerNameOf: "order",
  locatedIn: "order",
  broader: "order",
  closeMatch: "order",
};
const DASHES = { mention: false, target: [2, 4], action: false, partner: [10, 4], origin: false, order: [6, 5] };

let palette;

/** Read the colours of the present theme from the style sheet. */
function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  palette = { text: read("text"), surface: read("stage"), line: read("edge"), faint: read("edge-faint") };
  for (const kind of Object.keys(SHAPES)) palette[kind] = read(kind);
  for (const family of Object.keys(DASHES)) palette[`edge-${family}`] = read(`edge-${family}`);
}

/** A node for vis-network. */
function nodeStyle(thing, { x, y, size, label, strong = false }) {
  const colour = palette[thing.kind];
  const background = isHollow(thing) ? palette.surface : colour;
  return {
    id: thing.index,
    x,
    y,
    size,
    label: label || undefined,
    shape: SHAPES[thing.kind],
    opacity: 1,
    title: `${t(`kind.${thing.kind}`)} · ${nameOf(thing)}`,
    color: {
      background,
      border: colour,
      highlight: { background, border: palette.text },
      hover: { background, border: palette.text },
    },
    borderWidth: isHollow(thing) ? 2.5 : 1.5,
    shapeProperties: { borderDashes: thing.resolution === "Unresolved" ? [4, 3] : false },
    font: {
      color: palette.text,
      size: FONT,
      face: getComputedStyle(document.body).fontFamily,
      strokeWidth: 2.5,
      strokeColor: palette.surface,
      bold: strong,
      vadjust: 0,
    },
  };
}

/** An edge for vis-network: the families of relations differ in colour and in their dashes. */
function edgeStyle(link, id = link.index) {
  const family = FAMILIES[link.relation];
  const arrow = link.relation === "collaboratesWith" || family === "mention" || family === "origin" ? "" : "to";
  return {
    id,
    from: link.source.index,
    to: link.target.index,
    arrows: { to: { enabled: arrow === "to", scaleFactor: 0.45 } },
    color: { color: palette[`edge-${family}`], highlight: palette.text, hover: palette.text, opacity: 0.75 },
    dashes: DASHES[family],
    width: family === "action" || family === "partner" ? 1.8 : 1,
  };
}

/** An edge of the first view: the more documents behind it, the stronger. */
function bondStyle(bond, id) {
  return {
    id,
    from: bond.from,
    to: bond.to,
    width: Math.min(0.7 + 0.6 * Math.log2(bond.documents), 2.4),
    color: { color: palette.faint, highlight: palette.line, hover: palette.line },
    dashes: false,
    arrows: { to: { enabled: false } },
  };
}

/** The size of a shape for how connected a thing is. */
function sizeFor(weight) {
  return Math.min(7 + 2.2 * Math.sqrt(weight), 20);
}
