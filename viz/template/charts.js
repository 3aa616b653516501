// Bars of targets on one scale: results filled, plans hollow.

const BARS_MOST = 14;

/** A chart of the largest group of comparable targets, with a choice among the groups; nothing where no two compare. */
function targetChart(targets) {
  const groups = new Map();
  for (const target of targets) {
    if (Number.isFinite(magnitude(target)))
      groups.set(scaleOf(target), [...(groups.get(scaleOf(target)) ?? []), target]);
  }
  const known = [...groups.values()].filter((group) => group.length > 1).sort((a, b) => b.length - a.length);
  if (!known.length) return null;
  const plot = el("div", {});
  const draw = (group) => show(plot, barChart(group));
  draw(known[0]);
  return el("div", { class: "chart" }, groupChoice(known, draw), plot, statusLegend());
}

function groupChoice(groups, draw) {
  const titles = groups.map(
    (group) => `${group[0].indicator ? nameOf(group[0].indicator) : ""}${group[0].unit ? ` (${group[0].unit})` : ""}`,
  );
  if (groups.length === 1) return el("h4", {}, titles[0]);
  const change = (event) => draw(groups[Number(event.target.value)]);
  return el(
    "select",
    { "aria-label": t("chooseIndicator"), change },
    titles.map((title, at) => el("option", { value: at }, `${title} · ${groups[at].length}`)),
  );
}

function barChart(group) {
  const rows = [...group]
    .sort((a, b) => (a.year || "").localeCompare(b.year || "") || magnitude(a) - magnitude(b))
    .slice(0, BARS_MOST);
  const most = Math.max(...rows.map((target) => Math.abs(magnitude(target)))) || 1;
  return el(
    "ol",
    { class: "bars" },
    rows.map((target) => bar(target, (100 * Math.abs(magnitude(target))) / most)),
  );
}

function bar(target, length) {
  const place = target.place ? nameOf(target.place) : target.document.short;
  const box = { x: 0.5, y: 1.5, width: Math.max(length, 1) * 0.99, height: 9, rx: 1.5, class: target.status };
  return el(
    "li",
    {},
    el(
      "a",
      { href: href(toThing(target)) },
      el("span", { class: "bar-name" }, `${place} ${target.year}`),
      svg("svg", { viewBox: "0 0 100 12", preserveAspectRatio: "none", "aria-hidden": "true" }, svg("rect", box)),
      el("span", { class: "bar-value" }, amount(target)),
    ),
  );
}
