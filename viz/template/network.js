// The network view: the overview, the neighbours of a thing, or a path; drawn by vis-network, without physics.

const DRAWN_MOST = 400;
const LINES_MOST = 1500;
const MARGIN = 60;
const DOTS_MOST = 150;
const ORDER = [
  "implements", "pilots", "collaboratesWith", "concerns", "setsTarget", "jurisdiction", "publisher", "broader",
  "responsibleParty", "indicator", "appliesToPlace", "references", "hasVersion", "subOrganizationOf", "secondNameOf",
  "formerNameOf", "locatedIn", "mentions",
];

const canvas = { network: null, nodes: null, edges: null, drawn: new Map(), key: "" };

/** Draw what the state asks for, unless it is drawn already. */
function renderNetwork(stage) {
  const key = [state.lang, isDark(), state.focus, state.expand, state.more, state.path, ...FILTERS.map((name) => state[name])].join("|");
  if (!byId("canvas")) buildStage(stage);
  if (canvas.key !== key) drawScene(key);
  select(state.node);
}

function buildStage(stage) {
  canvas.key = "";
  show(
    stage,
    el("div", { id: "canvas", class: "canvas", tabindex: "0", role: "application", "aria-label": t("canvasLabel"), keydown: onCanvasKey }),
    el("div", { id: "trail", class: "trail" }),
    el("div", { id: "notes", class: "notes" }),
    el("div", { class: "dock" }, dockButtons()),
  );
  canvas.nodes = new vis.DataSet();
  canvas.edges = new vis.DataSet();
  canvas.network = new vis.Network(byId("canvas"), { nodes: canvas.nodes, edges: canvas.edges }, model.network.options);
  listen(canvas.network);
}

function dockButtons() {
  return [
    signButton("plus", t("zoomIn"), () => zoom(1.3)),
    signButton("minus", t("zoomOut"), () => zoom(1 / 1.3)),
    signButton("fit", t("zoomFit"), fitAll, { id: "fit" }),
    signButton("image", t("savePng"), savePicture, { id: "png" }),
    el("button", { type: "button", class: "icon worded", id: "ttl", title: t("saveTurtle"), click: saveTurtle }, "TTL"),
  ];
}

function zoom(factor) {
  canvas.network.moveTo({ scale: canvas.network.getScale() * factor });
}

function fitAll() {
  canvas.network.fit({ maxZoomLevel: 1.2, animation: false });
}

function listen(network) {
  network.on("click", ({ nodes, edges, event }) => {
    if (nodes.length) (event.srcEvent.shiftKey ? toggleExpand : choose)(model.things[nodes[0]]);
    else if (edges.length && model.links[edges[0]]) go({ node: linkId(model.links[edges[0]]) });
  });
  network.on("hold", ({ nodes }) => { if (nodes.length) toggleExpand(model.things[nodes[0]]); });
  network.on("hoverNode", ({ node }) => spotlight(node));
  network.on("blurNode", () => spotlight(selectedIndex()));
}

/** Show or put away the neighbours of a drawn thing, beside those of the centre. */
function toggleExpand(thing) {
  const open = new Set(state.expand.split(",").filter(Boolean));
  open[open.has(thing.id) ? "delete" : "add"](thing.id);
  go({ expand: [...open].join(","), node: thing.id });
}

function isExpanded(thing) {
  return state.expand.split(",").includes(thing.id);
}

/** Half the width and height that labels may fill at the scale of 1. */
function stageBounds() {
  const box = byId("canvas").getBoundingClientRect();
  return { x: Math.max(box.width / 2 - 12, 150), y: Math.max(box.height / 2 - MARGIN, 120) };
}

function drawScene(key) {
  canvas.key = key;
  readPalette();
  const bounds = stageBounds();
  const scene = sceneOf(bounds);
  addExpanded(scene, bounds);
  canvas.drawn = new Map(scene.boxes.map((box) => [box.key, box]));
  canvas.nodes.clear();
  canvas.edges.clear();
  canvas.nodes.add(scene.boxes.map((box) => nodeStyle(model.things[box.key], box)));
  canvas.edges.add(scene.edges.slice(0, LINES_MOST));
  canvas.network.redraw();
  if (scene.fits) canvas.network.moveTo({ position: { x: 0, y: 0 }, scale: 1 });
  else fitAll();
  renderTrail();
  renderNotes(scene);
}

function sceneOf(bounds) {
  const focus = model.byId.get(state.focus);
  if (state.path) return pathScene(bounds);
  if (focus) return focusScene(focus, bounds);
  return overviewScene(bounds);
}

/** A box with what a node needs to be drawn. */
function placed(thing, point, { size, label, weight = 1, strong = false }) {
  return Object.assign(boxOf(thing.index, point.x, point.y, size, label, weight), { size, label, strong });
}

/** The most connected things that pass the filters, as many as fit, where the map of the page has them. */
function overviewScene(bounds) {
  const { chosen, fewDocuments } = chooseOverview(bounds);
  const boxes = chosen.map(({ node, labelled }) => {
    const thing = model.things[node.id];
    const point = { x: (node.x / 1000) * (bounds.x - 60), y: (node.y / 1000) * (bounds.y - 20) };
    return placed(thing, point, overviewLook(thing, node, labelled));
  });
  moveApart(boxes, bounds);
  const drawn = new Set(boxes.map((box) => box.key));
  const bonds = fewDocuments ? spokenBonds(boxes) : model.network.edges;
  const edges = bonds.filter((bond) => drawn.has(bond.from) && drawn.has(bond.to)).map((bond, at) => bondStyle(bond, `bond-${at}`));
  return { boxes, edges, fits: isInside(boxes, bounds), shown: boxes.length, known: countSeen(), overview: true };
}

/** What each of a few documents speaks of and for, as lines of the first view. */
function spokenBonds(boxes) {
  const documents = boxes.map((box) => model.things[box.key]).filter((thing) => thing.kind === "document");
  const wanted = (link) => link.relation === "mentions" && !state.quiet;
  const bonds = documents.flatMap((document) => document.links.filter(wanted).map((link) => ({ from: document.index, to: link.target.index, documents: 1 })));
  return [...bonds, ...model.network.edges.filter((bond) => documents.includes(model.things[bond.from]))];
}

function isInside(boxes, bounds) {
  return boxes.every((box) => Math.abs(box.x) + box.half <= bounds.x + 2 && box.y + box.below <= bounds.y + 20 && box.y - box.above >= -bounds.y - 20);
}

function countSeen() {
  return scope.seen.reduce((sum, seen) => sum + seen, 0);
}

function overviewLook(thing, node, labelled) {
  const isPlace = thing.kind === "place";
  const count = isPlace && node.documents > 1 ? ` ${t("documentsN", { n: node.documents })}` : "";
  return {
    size: thing.kind === "document" ? (labelled ? 11 : 6) : isPlace ? sizeFor(1.5 * node.documents) : sizeFor(node.value),
    label: labelled ? wrapLabel(shortName(thing), thing.kind === "document" ? 10 : 8) + count : "",
    weight: isPlace || thing.kind === "document" ? 3 : 1,
  };
}

/** Places first, then documents, then programmes and institutions in turn, until the room is used. */
function chooseOverview(bounds) {
  const room = Math.max(Math.floor((bounds.x * bounds.y * 4) / 11500), 14);
  const pool = { place: [], document: [], programme: [], institution: [] };
  for (const node of model.network.nodes) {
    const thing = model.things[node.id];
    if (isSeen(thing)) pool[thing.kind].push(node);
  }
  const fewDocuments = pool.document.length <= Math.min(16, room / 3);
  const chosen = pool.place.slice(0, Math.ceil(room * 0.42)).map((node) => ({ node, labelled: true }));
  const documents = fewDocuments || (room > 40 && pool.document.length <= DOTS_MOST) ? pool.document : [];
  let left = room - chosen.length - (fewDocuments ? documents.length : documents.length / 8);
  chosen.push(...documents.map((node) => ({ node, labelled: fewDocuments })));
  for (let at = 0; left >= 1 && (pool.programme.length || pool.institution.length); at++) {
    const list = (at % 5 < 3 && pool.programme.length) || !pool.institution.length ? pool.programme : pool.institution;
    chosen.push({ node: list.shift(), labelled: true });
    left -= 1;
  }
  return { chosen, fewDocuments };
}

/** A thing in the middle, its neighbours around it in the order of their relations. */
function focusScene(focus, bounds) {
  const { shown, known } = neighboursOf(focus, neighbourLimit(bounds));
  const boxes = [placed(focus, { x: 0, y: 0 }, { size: 20, label: wrapLabel(shortName(focus), 11), weight: 1000, strong: true })];
  const points = aroundCentre(shown.length, bounds);
  shown.forEach((thing, at) => boxes.push(placed(thing, points[at], neighbourLook(thing))));
  moveApart(boxes, bounds);
  return { boxes, edges: edgesAmong(boxes, [focus]), fits: isInside(boxes, bounds), shown: shown.length, known };
}

function neighbourLimit(bounds) {
  const room = Math.max(Math.floor((bounds.x * bounds.y * 4) / 13500), 10);
  return state.more ? Math.min(room * 2 ** Number(state.more), DRAWN_MOST) : room;
}

function neighbourLook(thing) {
  return { size: thing.kind === "target" ? 9 : sizeFor(Math.min(thing.links.length, 10)), label: wrapLabel(shortName(thing), 8) };
}

/** The neighbours that pass the filters, each once, by relation and by how connected they are. */
function neighboursOf(thing, limit) {
  const found = new Map();
  const meet = (other, rank) => { if (isSeen(other) && !(rank >= found.get(other))) found.set(other, rank); };
  for (const link of thing.links) {
    if (!(state.quiet && link.relation === "mentions")) meet(otherEnd(link, thing), ORDER.indexOf(link.relation));
  }
  for (const inside of documentsBelow(thing)) meet(inside, ORDER.indexOf("jurisdiction"));
  const ranked = [...found].sort(([a, ra], [b, rb]) => ra - rb || b.links.length - a.links.length || a.index - b.index);
  return { shown: fairShare(ranked, limit).map(([other]) => other), known: ranked.length };
}

/** At most `limit` of the ranked neighbours: every relation gets its turn, none crowds out the others. */
function fairShare(ranked, limit) {
  if (ranked.length <= limit) return ranked;
  const groups = new Map();
  for (const entry of ranked) groups.set(entry[1], [...(groups.get(entry[1]) ?? []), entry]);
  const chosen = new Set();
  for (let turn = 0; chosen.size < limit; turn++) {
    for (const group of groups.values()) if (turn < group.length && chosen.size < limit) chosen.add(group[turn]);
  }
  return ranked.filter((entry) => chosen.has(entry));
}

/** The neighbours of the things that were opened, beside what the scene has. */
function addExpanded(scene, bounds) {
  for (const id of state.expand.split(",").filter(Boolean)) {
    const thing = model.byId.get(id);
    const box = thing && scene.boxes.find((known) => known.key === thing.index);
    if (box && scene.boxes.length < DRAWN_MOST) addNeighbours(scene, thing, box);
  }
  if (state.expand) {
    moveApart(scene.boxes, null);
    const opened = scene.boxes.map((box) => model.things[box.key]).filter((thing) => isExpanded(thing) || thing.id === state.focus);
    scene.edges = [...(scene.overview ? scene.edges : []), ...edgesAmong(scene.boxes, opened)];
    scene.fits = isInside(scene.boxes, bounds);
  }
}

function addNeighbours(scene, thing, box) {
  const drawn = new Set(scene.boxes.map((known) => known.key));
  const fresh = neighboursOf(thing, 24).shown.filter((other) => !drawn.has(other.index));
  const points = fanOut(box, fresh.length);
  fresh.forEach((other, at) => scene.boxes.push(Object.assign(placed(other, points[at], neighbourLook(other)), { added: true })));
  box.weight = 20;
}

/** The links of the opened things with the drawn ones, and among the drawn ones those that state a relation of their own. */
function edgesAmong(boxes, opened) {
  const drawn = new Set(boxes.map((box) => box.key));
  const centres = new Set(opened);
  const wanted = (link) => centres.has(link.source) || centres.has(link.target) || ["action", "partner", "order"].includes(FAMILIES[link.relation]);
  const found = [];
  for (const key of drawn) {
    for (const link of model.things[key].links) {
      const inside = link.source.index === key && drawn.has(link.target.index);
      if (inside && wanted(link) && !(state.quiet && link.relation === "mentions")) found.push(link);
    }
  }
  const rank = (link) => ORDER.indexOf(link.relation);
  const links = found.sort((a, b) => rank(a) - rank(b) || a.index - b.index).map((link) => edgeStyle(link));
  return [...links, ...opened.flatMap((place) => documentsBelow(place).filter((inside) => drawn.has(inside.index)).map((inside) => belowEdge(inside, place)))];
}

/** The documents of the places inside a place, which no link joins to it. */
function documentsBelow(thing) {
  if (thing.kind !== "place") return [];
  return model.byKind.document.filter((inside) => inside.place && inside.place !== thing && within(inside.place, thing));
}

function belowEdge(inside, place) {
  return bondStyle({ from: inside.index, to: place.index, documents: 1 }, `below-${inside.index}-${place.index}`);
}

/** Where one is, and the way back. */
function renderTrail() {
  const focus = model.byId.get(state.focus);
  const parts = [];
  if (focus || state.path) {
    parts.push(signButton("back", t("back"), () => history.back(), { id: "back" }));
    parts.push(el("a", { class: "chip", href: href({ focus: "", path: "", expand: "", more: "", node: "" }), id: "home" }, sign("home"), t("overview")));
  }
  if (focus) parts.push(el("span", { class: "here" }, shapeOf(focus.kind, isHollow(focus)), shortName(focus)));
  if (state.path) parts.push(el("span", { class: "here" }, t("pathTitle")));
  if (pathStart) parts.push(pathPrompt());
  show(byId("trail"), parts);
}

function renderNotes(scene) {
  const missing = scene.known - scene.shown;
  const notes = [];
  if (!scene.boxes.length) notes.push(nothingHere());
  else if (scene.path === false) notes.push(el("p", { class: "note" }, t("noPath")));
  else if (scene.overview) notes.push(el("p", { class: "note" }, t("overviewNote", { shown: scene.shown, known: scene.known })));
  else if (missing > 0) notes.push(el("p", { class: "note" }, t("cappedNote", { shown: scene.shown, known: scene.known }), moreButton(scene)));
  if (!scene.overview && scene.boxes.length) notes.push(relationLegend(scene));
  show(byId("notes"), notes);
}

function moreButton(scene) {
  if (scene.shown >= DRAWN_MOST) return null;
  return el("button", { type: "button", class: "plain", id: "more", click: () => go({ more: String(Number(state.more || 0) + 1) }) }, t("drawMore"));
}

/** The relations that are drawn, with their lines and counts. */
function relationLegend(scene) {
  const counts = new Map();
  for (const edge of scene.edges) {
    const link = model.links[edge.id];
    if (link) counts.set(link.relation, (counts.get(link.relation) ?? 0) + 1);
  }
  const entries = [...counts].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
  return el("ul", { class: "relations" }, entries.map(([relation, count]) => el(
    "li", {}, lineSample(FAMILIES[relation]), t(`rel.${relation}`), el("span", { class: "count" }, number(count)),
  )));
}

function lineSample(family) {
  const dash = DASHES[family] ? DASHES[family].join(" ") : null;
  return svg("svg", { viewBox: "0 0 26 8", class: `line ${family}`, "aria-hidden": "true" }, svg("path", { d: "M1 4h24", "stroke-dasharray": dash }));
}

function selectedIndex() {
  const thing = model.byId.get(state.node);
  return thing && canvas.drawn.has(thing.index) && thing.id !== state.focus ? thing.index : null;
}

/** Mark the thing of the card among the drawn ones. */
function select(id) {
  const thing = model.byId.get(id);
  const index = thing && canvas.drawn.has(thing.index) ? thing.index : null;
  canvas.network.selectNodes(index === null ? [] : [index], false);
  spotlight(selectedIndex());
}

let lit = null;

/** Dim all but a drawn thing and its neighbours; `null` dims nothing. */
function spotlight(index) {
  if (lit === index) return;
  lit = index;
  const near = index === null ? null : new Set([index, ...canvas.network.getConnectedNodes(index)]);
  canvas.nodes.update([...canvas.drawn.values()].map((box) => ({ id: box.key, opacity: !near || near.has(box.key) ? 1 : 0.25 })));
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Arrows go from thing to thing, Enter opens, E shows or puts away neighbours, plus and minus zoom. */
function onCanvasKey(event) {
  const at = model.byId.get(state.node) ?? model.byId.get(state.focus);
  if (STEPS[event.key]) step(at, STEPS[event.key]);
  else if (event.key === "Enter" && at) go(toThing(at));
  else if (event.key.toLowerCase() === "e" && at) toggleExpand(at);
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else return;
  event.preventDefault();
}

/** Choose the nearest drawn thing in a direction. */
function step(from, [dx, dy]) {
  const start = (from && canvas.drawn.get(from.index)) ?? { x: 0, y: 0, key: -1 };
  let best = null;
  for (const box of canvas.drawn.values()) {
    const along = (box.x - start.x) * dx + (box.y - start.y) * dy;
    const aside = Math.abs((box.x - start.x) * dy) + Math.abs((box.y - start.y) * dx);
    if (box.key !== start.key && along > 1 && (!best || along + 2 * aside < best.cost)) best = { key: box.key, cost: along + 2 * aside };
  }
  if (!best) return;
  const thing = model.things[best.key];
  announce(`${t(`kind.${thing.kind}`)} ${nameOf(thing)}`);
  go({ node: thing.id }, true);
}
