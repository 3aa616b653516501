// What stands around the drawing: where one is, how much is drawn, what the lines mean.

/** Where one is, and the way back. */
function renderTrail() {
  const focus = model.byId.get(state.focus);
  const parts = [];
  if (focus || state.path) {
    parts.push(signButton("back", t("back"), () => history.back(), { id: "back" }));
    parts.push(
      el(
        "a",
        { class: "chip", href: href({ focus: "", path: "", expand: "", more: "", node: "" }), id: "home" },
        sign("home"),
        t("overview"),
      ),
    );
  }
  if (focus) parts.push(el("span", { class: "here" }, shapeOf(focus.kind, isHollow(focus)), shortName(focus)));
  if (state.path) parts.push(el("span", { class: "here" }, t("pathTitle")));
  if (pathStart) parts.push(pathPrompt());
  show(byId("trail"), parts);
}

function renderNotes(scene) {
  const missing = scene.known - scene.shown;
  const notes = unknownId ? [el("p", { class: "note", role: "alert" }, `${t("unknownThing")}: ${unknownId}`)] : [];
  if (!scene.boxes.length) notes.push(nothingHere());
  else if (scene.path === false) notes.push(el("p", { class: "note" }, t("noPath")));
  else if (scene.overview)
    notes.push(el("p", { class: "note" }, t("overviewNote", { shown: scene.shown, known: scene.known })));
  else if (missing > 0)
    notes.push(
      el("p", { class: "note" }, t("cappedNote", { shown: scene.shown, known: scene.known }), moreButton(scene)),
    );
  if (!scene.overview && scene.boxes.length) notes.push(relationLegend(scene));
  show(byId("notes"), notes);
}

function moreButton(scene) {
  if (scene.shown >= DRAWN_MOST) return null;
  return el(
    "button",
    { type: "button", class: "plain", id: "more", click: () => go({ more: String(Number(state.more || 0) + 1) }) },
    t("drawMore"),
  );
}

/** The relations that are drawn, with their lines and counts. */
function relationLegend(scene) {
  const counts = new Map();
  for (const edge of scene.edges) {
    const link = model.links[edge.id];
    if (link) counts.set(link.relation, (counts.get(link.relation) ?? 0) + 1);
  }
  const entries = [...counts].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
  return el(
    "ul",
    { class: "relations" },
    entries.map(([relation, count]) =>
      el("li", {}, lineSample(FAMILIES[relation]), t(`rel.${relation}`), el("span", { class: "count" }, number(count))),
    ),
  );
}

function lineSample(family) {
  const dash = DASHES[family] ? DASHES[family].join(" ") : null;
  return svg(
    "svg",
    { viewBox: "0 0 26 8", class: `line ${family}`, "aria-hidden": "true" },
    svg("path", { d: "M1 4h24", "stroke-dasharray": dash }),
  );
}
