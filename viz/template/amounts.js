// Numbers of targets as a person reads them.

const COMPARATORS = {
  Equal: "",
  AtLeast: "≥",
  AtMost: "≤",
  MoreThan: ">",
  LessThan: "<",
  Between: "",
  Approximately: "≈",
};
const ARROWS = { Increase: "↑", Decrease: "↓" };

/** ≥90%, 1–3百分点, ↓2.3百分点, 1:1.6. */
function amount(target) {
  const ratio = target.unit === "1:";
  const range = target.upper ? `${target.value}–${target.upper}` : target.value;
  return `${ARROWS[target.change] ?? ""}${COMPARATORS[target.comparator] ?? ""}${ratio ? "1:" : ""}${range}${ratio ? "" : target.unit}`;
}

/** The value in which targets of one dimension compare; the value as written where the graph has no other. */
function magnitude(target) {
  return Number(target.normal || target.value);
}

/** What two targets must share to stand on one scale. */
function scaleOf(target) {
  return `${target.indicator?.measure.index}|${target.dimension || target.unit}|${target.change}`;
}

/** Plans and results of one measure in one place, where both are known: the rows of a comparison. */
function plansAgainstResults(targets) {
  const rows = new Map();
  for (const target of targets) {
    const key = `${scaleOf(target)}|${target.place?.index}`;
    if (!rows.has(key)) rows.set(key, { indicator: target.indicator, place: target.place, Planned: [], Achieved: [] });
    rows.get(key)[target.status].push(target);
  }
  return [...rows.values()].filter((row) => row.Planned.length && row.Achieved.length);
}

/** The plans and results of the same indicators and places as `targets`, wherever they stand. */
function comparisonsOf(targets) {
  const wanted = new Set(targets.map((target) => target.indicator?.measure));
  const places = new Set(targets.map((target) => target.place));
  const all = [...wanted].filter(Boolean).flatMap(targetsOfMeasure);
  return plansAgainstResults(all.filter((target) => places.has(target.place)));
}
