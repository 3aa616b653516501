// The network view: the overview, the neighbours of a thing, or a path; drawn by vis-network, without physics.

const LINES_MOST = 1500;
const MARGIN = 60;
const NARROW = matchMedia("(max-width: 800px)");

const canvas = { network: null, nodes: null, edges: null, drawn: new Map(), key: "" };

/** Draw what the state asks for, unless it is drawn already. */
function renderNetwork(stage) {
  const key = [
    state.lang,
    isDark(),
    state.focus,
    state.expand,
    state.more,
    state.path,
    unknownId,
    NARROW.matches && state.node !== "",
    ...FILTERS.map((name) => state[name]),
  ].join("|");
  if (!byId("canvas")) buildStage(stage);
  if (canvas.key !== key) drawScene(key);
  select(state.node);
}

function buildStage(stage) {
  canvas.key = "";
  show(
    stage,
    el("div", { id: "trail", class: "trail" }),
    el("div", {
      id: "canvas",
      class: "canvas",
      tabindex: "0",
      role: "application",
      "aria-label": t("canvasLabel"),
      keydown: onCanvasKey,
    }),
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

/** Show all that is drawn, labels included, as large as there is room for. */
function fitAll() {
  const boxes = [...canvas.drawn.values()].map((box) => ({ ...box, ...canvas.network.getPosition(box.key) }));
  if (!boxes.length) return;
  const [left, right] = [
    Math.min(...boxes.map((box) => box.x - box.half)),
    Math.max(...boxes.map((box) => box.x + box.half)),
  ];
  const [top, bottom] = [
    Math.min(...boxes.map((box) => box.y - box.above)),
    Math.max(...boxes.map((box) => box.y + box.below)),
  ];
  const room = byId("canvas").getBoundingClientRect();
  const margin = NARROW.matches ? 6 : MARGIN / 2;
  const scale = Math.min((room.width - 12) / (right - left), (room.height - 2 * margin) / (bottom - top), 1.2);
  canvas.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale });
}

/** Put away the name that stands at the pointer. */
function hideTooltip() {
  const tooltip = byId("canvas").querySelector(".vis-tooltip");
  if (tooltip) tooltip.style.visibility = "hidden";
}

function listen(network) {
  network.on("click", ({ nodes, edges, event }) => {
    hideTooltip();
    if (nodes.length) (event.srcEvent.shiftKey ? toggleExpand : choose)(model.things[nodes[0]]);
    else if (edges.length && model.links[edges[0]]) go({ node: linkId(model.links[edges[0]]) });
  });
  network.on("hold", ({ nodes }) => {
    if (nodes.length) toggleExpand(model.things[nodes[0]]);
  });
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
  return { x: Math.max(box.width / 2 - 12, 150), y: Math.max(box.height / 2 - (NARROW.matches ? 24 : MARGIN), 120) };
}

/** Whether the window is smaller than the least that labels need. */
function isCramped(bounds) {
  const box = byId("canvas").getBoundingClientRect();
  return bounds.x > box.width / 2 || bounds.y > box.height / 2 - 20;
}

function drawScene(key) {
  canvas.key = key;
  readPalette();
  hideTooltip();
  renderTrail();
  const bounds = stageBounds();
  const scene = sceneOf(bounds);
  addExpanded(scene, bounds);
  canvas.drawn = new Map(scene.boxes.map((box) => [box.key, box]));
  canvas.nodes.clear();
  canvas.edges.clear();
  canvas.nodes.add(scene.boxes.map((box) => nodeStyle(model.things[box.key], box)));
  canvas.edges.add(scene.edges.slice(0, LINES_MOST));
  canvas.network.redraw();
  if (scene.fits && !isCramped(bounds)) canvas.network.moveTo({ position: { x: 0, y: 0 }, scale: 1 });
  else fitAll();
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
  canvas.nodes.update(
    [...canvas.drawn.values()].map((box) => ({ id: box.key, opacity: !near || near.has(box.key) ? 1 : 0.25 })),
  );
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
    if (box.key !== start.key && along > 1 && (!best || along + 2 * aside < best.cost))
      best = { key: box.key, cost: along + 2 * aside };
  }
  if (!best) return;
  const thing = model.things[best.key];
  go({ node: thing.id }, true);
}
