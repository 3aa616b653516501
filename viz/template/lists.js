// Lists and tables that stay short: a few entries first, more on demand; long ones by pages.

const FIRST = 8;
const STEP = 60;

/** A section of a card; nothing where it has no content. */
function section(title, count, ...content) {
  const found = content.flat(Infinity).filter(Boolean);
  if (!found.length) return null;
  return el(
    "section",
    {},
    el("h3", {}, title, count === null ? null : el("span", { class: "count" }, number(count))),
    found,
  );
}

/** A section with a list; `entry` makes one item of a value. */
function listSection(title, values, entry) {
  return values.length ? section(title, values.length, growingList(values, entry)) : null;
}

/** A list that shows its first entries and a button for the rest. */
function growingList(values, entry) {
  const list = el("ul", { class: "list" });
  const button = el("button", { type: "button", class: "plain" });
  let shown = 0;
  const grow = (count) => {
    for (const value of values.slice(shown, shown + count)) list.append(el("li", {}, entry(value)));
    shown = Math.min(shown + count, values.length);
    button.textContent = t("showMore", { n: values.length - shown });
    button.hidden = shown >= values.length;
  };
  button.addEventListener("click", () => grow(STEP));
  grow(values.length <= FIRST + 2 ? values.length : FIRST);
  return el("div", {}, list, button);
}

/** The page of `values` that the state asks for, and the controls for the others. */
function pageOf(values, size) {
  const pages = Math.max(Math.ceil(values.length / size), 1);
  const page = Math.min(Math.max(Number(state.page) || 1, 1), pages);
  return { values: values.slice((page - 1) * size, page * size), controls: pages > 1 ? pager(page, pages) : null };
}

function pager(page, pages) {
  const turn = (to, key) =>
    el(
      "button",
      {
        type: "button",
        class: "plain",
        disabled: to < 1 || to > pages,
        click: () => go({ page: to === 1 ? "" : String(to) }),
      },
      t(key),
    );
  return el(
    "nav",
    { class: "pager", "aria-label": t("pages") },
    turn(page - 1, "previous"),
    el("span", {}, t("pageOf", { page, pages })),
    turn(page + 1, "next"),
  );
}

/** Rows of facts: a name and what it is; empty ones are left out. */
function factList(facts) {
  const known = facts.filter(([, value]) => value && (!Array.isArray(value) || value.length));
  return known.length
    ? el(
        "dl",
        {},
        known.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]),
      )
    : null;
}

/** Targets as a small table: what, where, when, how much, and the sentence. */
function targetTable(targets, { without = "" } = {}) {
  const sorted = [...targets].sort(
    (a, b) =>
      (a.place?.index ?? 0) - (b.place?.index ?? 0) || (a.year || "").localeCompare(b.year || "") || a.index - b.index,
  );
  const body = el("tbody");
  const button = el("button", { type: "button", class: "plain" });
  let shown = 0;
  const grow = (count) => {
    for (const target of sorted.slice(shown, shown + count)) body.append(targetRow(target, without));
    shown = Math.min(shown + count, sorted.length);
    button.textContent = t("showMore", { n: sorted.length - shown });
    button.hidden = shown >= sorted.length;
  };
  button.addEventListener("click", () => grow(STEP));
  grow(FIRST);
  const heads = ["indicator", "place", "year", "amount"]
    .filter((name) => name !== without)
    .map((name) => el("th", { scope: "col" }, t(name)));
  return el(
    "div",
    {},
    el(
      "table",
      { class: "small" },
      el("thead", {}, el("tr", {}, heads, el("th", {}, el("span", { class: "unseen" }, t("evidence"))))),
      body,
    ),
    button,
  );
}

function targetRow(target, without) {
  const cells = {
    indicator: el(
      "td",
      {},
      el("a", { href: href(toThing(target)) }, target.indicator ? nameOf(target.indicator) : t("kind.target")),
    ),
    place: el("td", { class: "place" }, target.place ? nameOf(target.place) : ""),
    year: el("td", { class: "year" }, target.year),
    amount: el("td", { class: "amount" }, el("a", { href: href(toThing(target)) }, statusMark(target), amount(target))),
  };
  return el(
    "tr",
    {},
    Object.entries(cells)
      .filter(([name]) => name !== without)
      .map(([, cell]) => cell),
    el("td", {}, quoteSign(target)),
  );
}

function statusMark(target) {
  const mark = shapeOf("target", target.status === "Planned");
  mark.setAttribute("aria-hidden", "false");
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", t(target.status));
  return mark;
}

/** Plans beside results of one indicator in one place. */
function comparisonTable(rows) {
  const cell = (targets) =>
    el(
      "td",
      { class: "amount" },
      targets.map((target) =>
        el(
          "div",
          {},
          el("a", { href: href(toThing(target)) }, statusMark(target), amount(target)),
          el("span", { class: "when" }, target.year),
          quoteSign(target),
        ),
      ),
    );
  const body = rows.map((row) =>
    el(
      "tr",
      {},
      el(
        "td",
        {},
        row.indicator ? thingLink(row.indicator) : "",
        el("div", { class: "when" }, row.place ? nameOf(row.place) : ""),
      ),
      cell(row.Planned),
      cell(row.Achieved),
    ),
  );
  const heads = ["indicator", "Planned", "Achieved"].map((name) => el("th", { scope: "col" }, t(name)));
  return el("table", { class: "small" }, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, body));
}
