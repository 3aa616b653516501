// A thing with its neighbours around it, and the neighbours of those that were opened.

const DRAWN_MOST = 400;
const ORDER = [
  "implements",
  "pilots",
  "collaboratesWith",
  "concerns",
  "setsTarget",
  "jurisdiction",
  "publisher",
  "broader",
  "responsibleParty",
  "indicator",
  "appliesToPlace",
  "references",
  "hasVersion",
  "subOrganizationOf",
  "secondNameOf",
  "formerNameOf",
  "closeMatch",
  "locatedIn",
  "mentions",
];

/** A thing in the middle, its neighbours around it in the order of their relations. */
function focusScene(focus, bounds) {
  const { shown, known } = neighboursOf(focus, neighbourLimit(bounds));
  const boxes = [
    placed(focus, { x: 0, y: 0 }, { size: 20, label: wrapLabel(shortName(focus), 11), weight: 1000, strong: true }),
  ];
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
  return {
    size: thing.kind === "target" ? 9 : sizeFor(Math.min(thing.links.length, 10)),
    label: wrapLabel(shortName(thing), 8),
  };
}

/** The neighbours that pass the filters, each once, by relation and by how connected they are. */
function neighboursOf(thing, limit) {
  const found = new Map();
  const meet = (other, rank) => {
    if (isSeen(other) && !(rank >= found.get(other))) found.set(other, rank);
  };
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
    const opened = scene.boxes
      .map((box) => model.things[box.key])
      .filter((thing) => isExpanded(thing) || thing.id === state.focus);
    scene.edges = [...(scene.overview ? scene.edges : []), ...edgesAmong(scene.boxes, opened)];
    scene.fits = isInside(scene.boxes, bounds);
  }
}

function addNeighbours(scene, thing, box) {
  const drawn = new Set(scene.boxes.map((known) => known.key));
  const fresh = neighboursOf(thing, 24).shown.filter((other) => !drawn.has(other.index));
  const points = fanOut(box, fresh.length);
  fresh.forEach((other, at) =>
    scene.boxes.push(Object.assign(placed(other, points[at], neighbourLook(other)), { added: true })),
  );
  box.weight = 20;
}

/** The links of the opened things with the drawn ones, and among the drawn ones those that state a relation of their own. */
function edgesAmong(boxes, opened) {
  const drawn = new Set(boxes.map((box) => box.key));
  const centres = new Set(opened);
  const wanted = (link) =>
    centres.has(link.source) ||
    centres.has(link.target) ||
    ["action", "partner", "order"].includes(FAMILIES[link.relation]);
  const found = [];
  for (const key of drawn) {
    for (const link of model.things[key].links) {
      const inside = link.source.index === key && drawn.has(link.target.index);
      if (inside && wanted(link) && !(state.quiet && link.relation === "mentions")) found.push(link);
    }
  }
  const rank = (link) => ORDER.indexOf(link.relation);
  const links = found.sort((a, b) => rank(a) - rank(b) || a.index - b.index).map((link) => edgeStyle(link));
  return [
    ...links,
    ...opened.flatMap((place) =>
      documentsBelow(place)
        .filter((inside) => drawn.has(inside.index))
        .map((inside) => belowEdge(inside, place)),
    ),
  ];
}

/** The documents of the places inside a place, which no link joins to it. */
function documentsBelow(thing) {
  if (thing.kind !== "place") return [];
  return model.byKind.document.filter(
    (inside) => inside.place && inside.place !== thing && within(inside.place, thing),
  );
}

function belowEdge(inside, place) {
  return bondStyle({ from: inside.index, to: place.index, documents: 1 }, `below-${inside.index}-${place.index}`);
}
