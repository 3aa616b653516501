// The shortest way between two things, over the links that pass the filters.

let pathStart = null;

function startPath(thing) {
  pathStart = thing;
  go({ view: "net" });
  renderTrail();
}

function stopPath() {
  pathStart = null;
  renderTrail();
}

/** Go to a thing, or end the path at it where one was begun. */
function choose(thing) {
  const from = pathStart;
  pathStart = null;
  if (from && from !== thing) go({ view: "net", path: `${from.id}~${thing.id}`, node: "", focus: "", expand: "" });
  else go(toThing(thing));
}

function pathPrompt() {
  return el(
    "span",
    { class: "here prompt", id: "path-prompt" },
    t("pathFrom", { name: shortName(pathStart) }),
    signButton("close", t("cancel"), stopPath),
  );
}

/** The things from `from` to `to`, both included, past what joins almost everything; through it only if need be. */
function shortestPath(from, to) {
  const past = shortestWay(from, to, (thing) => isSeen(thing) && !isHub(thing));
  return past.length ? past : shortestWay(from, to, isSeen);
}

/** Categories of institutions and the country: a way through them says little. */
function isHub(thing) {
  return thing.kind === "category" || thing.level === "country";
}

/** The same over the things that pass; empty where no way leads there. */
function shortestWay(from, to, passes) {
  const before = new Map([[from, null]]);
  for (let front = [from]; front.length && !before.has(to);) {
    const next = [];
    for (const thing of front) {
      for (const link of thing.links) {
        const other = otherEnd(link, thing);
        if (before.has(other) || (other !== to && !passes(other)) || (state.quiet && link.relation === "mentions"))
          continue;
        before.set(other, thing);
        next.push(other);
      }
    }
    front = next;
  }
  const path = [];
  for (let at = before.has(to) ? to : null; at; at = before.get(at)) path.unshift(at);
  return path;
}

function pathScene(bounds) {
  const [from, to] = state.path.split("~").map((id) => model.byId.get(id));
  const path = from && to ? shortestPath(from, to) : [];
  const things = path.length ? path : [from, to].filter(Boolean);
  const points = alongPath(things.length, bounds);
  const boxes = things.map((thing, at) =>
    placed(thing, points[at], { size: 16, label: wrapLabel(shortName(thing), 9), strong: true }),
  );
  moveApart(boxes, null);
  return {
    boxes,
    edges: edgesAmong(boxes, things),
    fits: false,
    shown: boxes.length,
    known: boxes.length,
    path: path.length > 0,
  };
}
