// The search field: matches as one types, chosen with the keyboard or the mouse.

const MATCHES_MOST = 12;
const search = { matches: [], at: -1 };

function searchBox() {
  return el(
    "div",
    { class: "search", role: "search" },
    sign("find"),
    el("input", {
      id: "search",
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: t("searchHint"),
      "aria-label": t("search"),
      "aria-expanded": "false",
      "aria-controls": "matches",
      "aria-autocomplete": "list",
      input: onSearchInput,
      keydown: onSearchKey,
      focus: onSearchInput,
      blur: () => setTimeout(closeSearch, 150),
    }),
    el("kbd", { "aria-hidden": "true" }, "/"),
    el("ul", { id: "matches", role: "listbox", "aria-label": t("search"), hidden: true }),
  );
}

function onSearchInput() {
  const query = byId("search").value;
  search.matches = findThings(query, MATCHES_MOST);
  search.at = search.matches.length ? 0 : -1;
  renderMatches(query.trim() !== "");
}

function renderMatches(open) {
  const list = byId("matches");
  list.hidden = !open;
  byId("search").setAttribute("aria-expanded", String(open));
  byId("search").setAttribute("aria-activedescendant", search.at < 0 ? "" : `match-${search.at}`);
  show(list, search.matches.length ? search.matches.map(matchEntry) : el("li", { class: "none" }, t("noMatch")));
  list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}

function matchEntry({ thing, name }, at) {
  const other = name !== thing.label.toLowerCase() && name !== thing.english.toLowerCase();
  return el(
    "li",
    {
      id: `match-${at}`,
      role: "option",
      "aria-selected": at === search.at ? "true" : "false",
      mousedown: (event) => {
        event.preventDefault();
        pick(thing);
      },
    },
    shapeOf(thing.kind, isHollow(thing)),
    el("span", { class: "match-name" }, nameOf(thing), other && el("small", {}, name)),
    el("span", { class: "match-kind" }, t(`kind.${thing.kind}`)),
  );
}

function onSearchKey(event) {
  if (event.isComposing) return;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (steps[event.key] && search.matches.length) {
    search.at = (search.at + steps[event.key] + search.matches.length) % search.matches.length;
    renderMatches(true);
  } else if (event.key === "Enter" && search.matches[search.at]) pick(search.matches[search.at].thing);
  else if (event.key === "Escape") {
    byId("search").value = "";
    closeSearch();
    byId("search").blur();
    event.stopPropagation();
  } else return;
  event.preventDefault();
}

function pick(thing) {
  byId("search").value = "";
  closeSearch();
  byId("search").blur();
  choose(thing);
}

function closeSearch() {
  search.matches = [];
  search.at = -1;
  if (byId("matches")) renderMatches(false);
}
