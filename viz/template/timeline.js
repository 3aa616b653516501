// Documents along the years they cover, and how many plans and results each year has.

const DOCUMENTS_A_PAGE = 60;

function renderTimeline(stage) {
  const documents = [...scope.documents].filter((document) => document.start).sort(byYearAndPlace);
  const years = timelineYears(documents);
  const { values, controls } = pageOf(documents, DOCUMENTS_A_PAGE);
  const undated = scope.documents.size - documents.length;
  const body = documents.length
    ? [
        el(
          "div",
          { class: "scroll", tabindex: "0", role: "region", "aria-label": t("view.time") },
          yearTable(years, values),
        ),
        undated > 0 && el("p", { class: "note" }, t("undatedN", { n: undated })),
        controls,
      ]
    : nothingHere();
  renderView(
    stage,
    t("view.time"),
    t("documentsOverYears", { n: documents.length, years: years.length }),
    [saveButton(() => saveTimeline(years, documents))],
    body,
  );
  scrollToFirst(stage);
}

function byYearAndPlace(a, b) {
  return compareText(a.start, b.start) || compareText(a.end || a.start, b.end || b.start) || byPlaceAndYear(a, b);
}

/** Where years without documents come first: turn to the years of the first one that is listed. */
function scrollToFirst(stage) {
  const bar = stage.querySelector("#timeline .span");
  if (!bar) return;
  const cell = bar.closest("td");
  const name = cell.parentElement.firstElementChild;
  const holder = stage.querySelector(".scroll");
  if (cell.offsetLeft + bar.offsetWidth > holder.clientWidth) holder.scrollLeft = cell.offsetLeft - name.offsetWidth;
}

/** All years from the first to the last that a document covers or a target in view is for; at most forty. */
function timelineYears(documents) {
  const known = documents.flatMap((document) => [Number(document.start), Number(document.end || document.start)]);
  for (const target of model.byKind.target) if (isSeen(target) && target.year) known.push(Number(target.year));
  if (!known.length) return [];
  const last = Math.max(...known);
  const first = Math.max(Math.min(...known), last - 39);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function yearTable(years, documents) {
  const counts = countByYear();
  const most = Math.max(1, ...[...counts.values()].map((count) => count.Planned + count.Achieved));
  const heads = years.map((year) =>
    el(
      "th",
      { scope: "col" },
      el(
        "button",
        {
          type: "button",
          class: "year",
          "aria-pressed": state.year === String(year) ? "true" : "false",
          click: () => go({ year: state.year === String(year) ? "" : String(year) }),
        },
        year,
      ),
    ),
  );
  return el(
    "table",
    { class: "time", id: "timeline" },
    el("thead", {}, el("tr", {}, el("td", {}), heads)),
    el(
      "tbody",
      {},
      el(
        "tr",
        { class: "columns" },
        el("th", { scope: "row" }, t("targetsByYear"), statusLegend()),
        years.map((year) => yearColumn(counts.get(year), most)),
      ),
      documents.map((document) => documentRow(document, years)),
    ),
  );
}

function countByYear() {
  const counts = new Map();
  for (const target of model.byKind.target) {
    if (!isSeen(target) || !target.year) continue;
    const year = Number(target.year);
    if (!counts.has(year)) counts.set(year, { Planned: 0, Achieved: 0 });
    counts.get(year)[target.status] += 1;
  }
  return counts;
}

function yearColumn(count, most) {
  if (!count) return el("td", {});
  const part = (status) => ({ class: status, height: (52 * count[status]) / most });
  const [done, planned] = [part("Achieved"), part("Planned")];
  const title = `${t("Achieved")} ${count.Achieved}, ${t("Planned")} ${count.Planned}`;
  return el(
    "td",
    {},
    svg(
      "svg",
      { viewBox: "0 0 34 56", class: "column", role: "img", "aria-label": title },
      svg("rect", { ...done, x: 9, width: 16, y: 55 - done.height }),
      svg("rect", { ...planned, x: 9, width: 16, y: 55 - done.height - planned.height }),
    ),
    el("span", { class: "count" }, number(count.Achieved + count.Planned)),
  );
}

function documentRow(document, years) {
  const from = years.findIndex((year) => coversYear(document, year));
  const covered = years.filter((year) => coversYear(document, year)).length;
  if (!covered) return null;
  const bar = el(
    "a",
    { class: "span", href: href(toThing(document)), title: document.label },
    t("targetsCount", { n: document.targets.length }),
  );
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, thingLink(document)),
    from > 0 && el("td", { colspan: from }),
    el("td", { colspan: covered }, bar),
    from + covered < years.length && el("td", { colspan: years.length - from - covered }),
  );
}
