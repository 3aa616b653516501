// The first view: what is most connected, as much as fits, where the map of the page has it.

const DOTS_MOST = 150;

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
  const edges = bonds
    .filter((bond) => drawn.has(bond.from) && drawn.has(bond.to))
    .map((bond, at) => bondStyle(bond, `bond-${at}`));
  return { boxes, edges, fits: isInside(boxes, bounds), shown: boxes.length, known: countSeen(), overview: true };
}

/** What each of a few documents speaks of and for, as lines of the first view. */
function spokenBonds(boxes) {
  const documents = boxes.map((box) => model.things[box.key]).filter((thing) => thing.kind === "document");
  const wanted = (link) => link.relation === "mentions" && !state.quiet;
  const bonds = documents.flatMap((document) =>
    document.links.filter(wanted).map((link) => ({ from: document.index, to: link.target.index, documents: 1 })),
  );
  return [...bonds, ...model.network.edges.filter((bond) => documents.includes(model.things[bond.from]))];
}

function isInside(boxes, bounds) {
  return boxes.every(
    (box) =>
      Math.abs(box.x) + box.half <= bounds.x + 2 &&
      box.y + box.below <= bounds.y + 20 &&
      box.y - box.above >= -bounds.y - 20,
  );
}

function countSeen() {
  return scope.seen.reduce((sum, seen) => sum + seen, 0);
}

function overviewLook(thing, node, labelled) {
  const isPlace = thing.kind === "place";
  const count = isPlace && node.documents > 1 ? ` ${t("documentsN", { n: node.documents })}` : "";
  return {
    size:
      thing.kind === "document" ? (labelled ? 11 : 6) : isPlace ? sizeFor(1.5 * node.documents) : sizeFor(node.value),
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
