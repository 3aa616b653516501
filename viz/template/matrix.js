// Programmes by documents, or by places and years: what is mentioned, what is not, and where no document was read.

const ROWS_A_PAGE = 40;
const COLUMNS_A_PAGE = 60;

function renderMatrix(stage) {
  const byYear = state.axis === "year";
  const all = byYear
    ? placeYears()
    : [...scope.documents].sort(byPlaceAndYear).map((document) => ({ title: document.short, documents: [document] }));
  const from = Math.min(Number(state.from) || 0, Math.max(all.length - 1, 0));
  const most = columnsAPage(all.length);
  const columns = all.slice(from, from + most);
  const rows = matrixRows(columns);
  const { values, controls } = pageOf(rows, ROWS_A_PAGE);
  const axes = el(
    "div",
    { class: "switch", role: "group", "aria-label": t("columns") },
    axisButton("", t("byDocument")),
    axisButton("year", t("byPlaceYear")),
  );
  const body =
    rows.length && columns.length
      ? [
          matrixLegend(byYear),
          grid(columns, values),
          all.length > most && columnPager(from, most, all.length),
          controls,
        ]
      : nothingHere();
  renderView(
    stage,
    t("view.matrix"),
    t("matrixN", { rows: rows.length, columns: columns.length }),
    [axes, queryField(), saveButton(() => saveMatrix(columns, rows))],
    body,
  );
}

/** Columns in pages of like length: 62 are one page, 100 are two of 50. */
function columnsAPage(known) {
  return Math.ceil(known / Math.max(Math.round(known / COLUMNS_A_PAGE), 1));
}

function columnPager(from, most, known) {
  const turn = (to, key) =>
    el(
      "button",
      {
        type: "button",
        class: "plain",
        disabled: to < 0 || to >= known,
        click: () => go({ from: to ? String(to) : "" }),
      },
      t(key),
    );
  const shown = { first: from + 1, last: Math.min(from + most, known), known };
  return el(
    "nav",
    { class: "pager", "aria-label": t("columns") },
    turn(from - most, "earlierColumns"),
    el("span", {}, t("columnsOf", shown)),
    turn(from + most, "laterColumns"),
  );
}

function axisButton(axis, title) {
  return el(
    "button",
    {
      type: "button",
      "aria-pressed": state.axis === axis ? "true" : "false",
      "data-axis": axis || "document",
      click: () => go({ axis, page: "", from: "" }),
    },
    title,
  );
}

function byPlaceAndYear(a, b) {
  return (
    compareText(a.place?.code ?? "~", b.place?.code ?? "~") ||
    compareText(a.start || "", b.start || "") ||
    a.index - b.index
  );
}

/** The order of codes and years, character by character; "~" comes last. */
function compareText(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A column for each place that has a document and each year that any document covers; places of most documents first. */
function placeYears() {
  const places = new Map();
  for (const document of [...scope.documents].sort(byPlaceAndYear)) {
    if (document.place && document.start) places.set(document.place, [...(places.get(document.place) ?? []), document]);
  }
  const [first, last] = [Math.min(...model.years), Math.max(...model.years)];
  const years = state.year
    ? [Number(state.year)]
    : Array.from({ length: Math.min(last - first + 1, 30) }, (_, at) => first + at).filter((year) => isCovered(year));
  const ordered = [...places].sort(([, a], [, b]) => b.length - a.length);
  return ordered.flatMap(([place, documents]) =>
    years.map((year) => ({
      title: `${nameOf(place)} ${year}`,
      documents: documents.filter((document) => coversYear(document, year)),
    })),
  );
}

function isCovered(year) {
  return model.byKind.document.some((document) => coversYear(document, year));
}

/** The programmes mentioned in the columns' documents, those of most columns first. */
function matrixRows(columns) {
  const query = asked();
  const documents = new Set(columns.flatMap((column) => column.documents));
  const rows = [];
  for (const programme of model.byKind.programme) {
    if (!isSeen(programme) || (query && !namesOf(programme).some((name) => name.includes(query)))) continue;
    const counts = new Map(
      mentionedIn(programme)
        .filter((link) => documents.has(link.source))
        .map((link) => [link.source, link]),
    );
    if (counts.size) rows.push({ programme, counts });
  }
  return rows.sort((a, b) => b.counts.size - a.counts.size || a.programme.index - b.programme.index);
}

function matrixLegend(byYear) {
  return el(
    "p",
    { class: "hint legend" },
    el("span", { class: "cell heat-2" }, "3"),
    t("mentionedTimes"),
    el("span", { class: "cell absent" }, "·"),
    t("notMentioned"),
    byYear && [
      el("span", { class: "cell missing" }),
      t("notInCorpus"),
      el("span", { class: "aside" }, t("countsInEachYear")),
    ],
  );
}

function grid(columns, rows) {
  const heads = columns.map((column) =>
    el("th", { scope: "col", class: "turned", title: columnTip(column) }, el("span", {}, column.title)),
  );
  const body = rows.map((row) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, thingLink(row.programme)),
      columns.map((column) => matrixCell(row, column)),
    ),
  );
  return el(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": t("view.matrix") },
    el(
      "table",
      { class: "matrix", id: "matrix" },
      el("thead", {}, el("tr", {}, el("td", {}), heads)),
      el("tbody", {}, body),
    ),
  );
}

/** The title of a column with the documents that count in it. */
function columnTip({ title, documents }) {
  return [title, ...documents.map((document) => document.label)].join("\n");
}

function matrixCell({ programme, counts }, column) {
  if (!column.documents.length)
    return el(
      "td",
      { class: "cell missing", title: `${column.title} · ${t("notInCorpus")}` },
      el("span", { class: "unseen" }, t("notInCorpus")),
    );
  const links = column.documents.map((document) => counts.get(document)).filter(Boolean);
  const count = links.reduce((sum, link) => sum + link.count, 0);
  if (!count)
    return el(
      "td",
      { class: "cell absent", title: `${column.title} · ${t("notMentioned")}` },
      el("span", { "aria-hidden": "true" }, "·"),
      el("span", { class: "unseen" }, t("notMentioned")),
    );
  const open = () => openAtMention(links[0].source, programme);
  const heat = count > 4 ? 3 : count > 1 ? 2 : 1;
  return el(
    "td",
    { class: `cell heat-${heat}` },
    el(
      "button",
      { type: "button", title: `${column.title} · ${t("timesN", { n: count })}`, click: open },
      number(count),
    ),
  );
}
