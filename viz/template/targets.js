// The table of targets: those that pass the filters, sorted and searched, page by page, and saved as CSV.

const TARGETS_A_PAGE = 50;
const COLUMNS = ["place", "year", "status", "indicator", "amount", "programme", "institution", "document", "evidence"];

const CELL_TEXT = {
  place: (target) => (target.place ? nameOf(target.place) : ""),
  year: (target) => target.year,
  status: (target) => t(target.status),
  indicator: (target) => (target.indicator ? nameOf(target.indicator) : ""),
  amount: (target) => amount(target),
  programme: (target) => (target.programme ? nameOf(target.programme) : ""),
  institution: (target) => (target.institution ? nameOf(target.institution) : ""),
  document: (target) => target.document.short,
  evidence: (target) => tidy(target.sentence.slice(0, target.sentence.length)),
};

/** What a row shows of a target, by which it is searched: of the evidence its clause. */
const SHOWN_TEXT = {
  ...CELL_TEXT,
  place: (target) => (target.place ? shortName(target.place) : ""),
  evidence: (target) => clauseOf(target),
};

/** What the search field of a view asks for, as names are compared. */
function asked() {
  return simplify(state.q.trim().toLowerCase());
}

/** The targets in view in the order that the state asks for; `sort` is a column, with a minus for downwards. */
function chosenTargets() {
  const query = asked();
  const column = state.sort.replace("-", "");
  const found = model.byKind.target.filter(isSeen).filter((target) => !query || matchesTarget(target, query));
  if (!(column in CELL_TEXT)) return found;
  const down = state.sort.startsWith("-") ? -1 : 1;
  return found.sort((a, b) => down * compareTargets(a, b, column) || a.index - b.index);
}

function matchesTarget(target, query) {
  return COLUMNS.some((column) => simplify(SHOWN_TEXT[column](target).toLowerCase()).includes(query));
}

/** A text with what the search field asks for marked in it. */
function marked(text) {
  const query = asked();
  const at = query ? simplify(text.toLowerCase()).indexOf(query) : -1;
  const end = at + query.length;
  return at < 0 ? text : [text.slice(0, at), el("mark", { class: "found" }, text.slice(at, end)), text.slice(end)];
}

function compareTargets(a, b, column) {
  if (column === "amount") return magnitude(a) - magnitude(b);
  if (column === "place") return compareText(a.place?.code ?? "~", b.place?.code ?? "~");
  return SHOWN_TEXT[column](a).localeCompare(SHOWN_TEXT[column](b), "zh");
}

function renderTargets(stage) {
  const found = chosenTargets();
  const { values, controls } = pageOf(found, TARGETS_A_PAGE);
  const table = el(
    "table",
    { class: "wide", id: "target-table" },
    el("thead", {}, el("tr", {}, COLUMNS.map(columnHead))),
    el("tbody", {}, values.map(tableRow)),
  );
  const body = found.length
    ? [el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("view.targets") }, table), controls]
    : nothingHere();
  renderView(
    stage,
    t("view.targets"),
    t("targetsN", { n: found.length, all: model.byKind.target.length }),
    [queryField(), saveButton(() => saveTargets(found))],
    body,
  );
}

/** A view with a head that stays when the rest is drawn anew, so that typing goes on. */
function renderView(stage, title, subtitle, tools, ...body) {
  const key = `${state.view}|${state.lang}|${state.axis}`;
  if (stage.firstElementChild?.dataset.key !== key) {
    show(
      stage,
      el(
        "div",
        { class: "view", "data-key": key },
        el(
          "div",
          { class: "view-head" },
          el("h1", {}, title),
          el("p", { class: "subtitle" }),
          el("div", { class: "view-tools" }),
        ),
        el("div", { class: "view-body" }),
      ),
    );
    show(stage.querySelector(".view-tools"), tools);
  }
  const save = tools.at(-1);
  if (save?.id === "csv") stage.querySelector("#csv").replaceWith(save);
  show(stage.querySelector(".subtitle"), subtitle);
  show(stage.querySelector(".view-body"), body);
}

function queryField() {
  const input = (event) => go({ q: event.target.value, page: "" }, true);
  return el(
    "label",
    { class: "query" },
    sign("find"),
    el("input", {
      type: "search",
      id: "query",
      value: state.q,
      placeholder: t("filterRows"),
      "aria-label": t("filterRows"),
      input,
    }),
  );
}

function saveButton(click) {
  return el("button", { type: "button", class: "main", id: "csv", click }, sign("save"), t("saveCsv"));
}

function columnHead(column) {
  const [up, down] = [state.sort === column, state.sort === `-${column}`];
  const click = () => go({ sort: up ? `-${column}` : down ? "" : column, page: "" });
  return el(
    "th",
    { scope: "col", "aria-sort": up ? "ascending" : down ? "descending" : "none" },
    el(
      "button",
      { type: "button", class: "sort", "data-sort": column, click },
      t(column),
      el("span", { "aria-hidden": "true" }, up ? "▲" : down ? "▼" : ""),
    ),
  );
}

function tableRow(target) {
  const link = (thing) => (thing ? thingLink(thing, marked(shortName(thing))) : "");
  const cells = {
    place: link(target.place),
    year: target.year,
    status: el("span", { class: `badge ${target.status}` }, statusMark(target), t(target.status)),
    indicator: el(
      "a",
      { class: "indicator", href: href({ node: target.id }) },
      marked(CELL_TEXT.indicator(target) || t("kind.target")),
    ),
    amount: el("strong", {}, marked(amount(target))),
    programme: link(target.programme),
    institution: link(target.institution),
    document: link(target.document),
    evidence: el(
      "a",
      { class: "clause-link", href: href(toText(target.document, target.begin, target.end)), title: t("toSentence") },
      sign("quote"),
      marked(clauseOf(target)),
    ),
  };
  return el(
    "tr",
    { "aria-selected": state.node === target.id ? "true" : "false" },
    COLUMNS.map((column) => el("td", { class: column, "data-label": t(column) }, cells[column])),
  );
}

function clauseOf(target) {
  return tidy(target.sentence.slice(target.begin - target.sentenceBegin, target.end - target.sentenceBegin));
}
