// The page as a whole: it starts, follows the address, and draws what changed.

const VIEW_SIGNS = { net: "programme", targets: "target", matrix: "document", time: "indicator", docs: "cited" };
const RENDER = {
  net: renderNetwork,
  targets: renderTargets,
  matrix: renderMatrix,
  time: renderTimeline,
  docs: renderDocuments,
};

let drawnLanguage = "";
let unknownId = "";

async function start() {
  if (!("DecompressionStream" in window)) return showFailure(t("oldBrowser"));
  try {
    buildModel(await inflate("graph"));
  } catch (error) {
    return showFailure(`${t("broken")} ${error.message}`);
  }
  prepareSearch();
  window.addEventListener("hashchange", follow);
  window.addEventListener("keydown", onKey);
  window.addEventListener("resize", onResize);
  window.addEventListener("pointerdown", onPointerDown);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", render);
  follow();
  window.graphPage = { drawn, where };
  document.body.dataset.ready = "true";
  return null;
}

/** For scripts that drive the page: the ids of the drawn things. */
function drawn() {
  return [...canvas.drawn.keys()].map((index) => model.things[index].id);
}

/** For scripts that drive the page: the room that a drawn thing takes in the window, its label included. */
function where(id) {
  const box = canvas.drawn.get(model.byId.get(id)?.index);
  if (!box) return null;
  const frame = byId("canvas").getBoundingClientRect();
  const scale = canvas.network.getScale();
  const { x, y } = canvas.network.canvasToDOM(canvas.network.getPosition(box.key));
  return {
    x: x + frame.x,
    y: y + frame.y,
    left: x + frame.x - box.half * scale,
    right: x + frame.x + box.half * scale,
    top: y + frame.y - box.above * scale,
    bottom: y + frame.y + box.below * scale,
  };
}

function showFailure(text) {
  show(byId("stage"), el("p", { class: "failure", role: "alert" }, text));
}

function follow() {
  state = parseState(location.hash);
  forgetUnknown();
  render();
}

/** Of what the address names, leave out what the graph does not have; the overview then says so. */
function forgetUnknown() {
  const isKnown = (id) => model.byId.has(id) || linkOf(id);
  const ids = ["node", "focus", "doc", "path"].flatMap((part) => state[part].split(part === "path" ? "~" : "\n"));
  unknownId = ids.find((id) => id && !isKnown(id)) ?? "";
  for (const part of ["node", "focus", "doc"]) if (!isKnown(state[part])) state[part] = "";
  if (state.path.split("~").some((id) => !isKnown(id))) state.path = "";
}

function render() {
  document.documentElement.lang = state.lang === "en" ? "en" : "zh-CN";
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  document.title = titleOfPage();
  computeScope();
  if (drawnLanguage !== state.lang) renderBar();
  updateBar();
  renderFilters();
  openCard();
  RENDER[state.view](byId("stage"));
  renderCard();
}

function titleOfPage() {
  const thing = model.byId.get(state.node || state.focus || state.doc);
  return thing ? `${nameOf(thing)} – ${t("title")}` : t("title");
}

function isDark() {
  return state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function renderBar() {
  drawnLanguage = state.lang;
  canvas.key = "";
  byId("stage").replaceChildren();
  show(byId("skip"), t("skip"));
  byId("skip").onclick = () => byId("stage").focus();
  show(
    byId("bar"),
    el(
      "a",
      { class: "brand", href: href({ ...DEFAULTS, lang: state.lang, theme: state.theme }) },
      el("strong", {}, t("title")),
      el("span", {}, totals()),
    ),
    searchBox(),
    el("nav", { class: "views", "aria-label": t("views") }, VIEWS.map(viewLink)),
    el(
      "div",
      { class: "tools" },
      signButton("filter", t("filters"), () => setDrawer(!document.body.classList.contains("drawer")), {
        id: "open-filters",
        class: "icon only-narrow",
      }),
      el(
        "button",
        {
          type: "button",
          class: "icon worded",
          id: "language",
          click: () => go({ lang: state.lang === "zh" ? "en" : "zh" }),
        },
        state.lang === "zh" ? "EN" : "中文",
      ),
      el("button", {
        type: "button",
        class: "icon",
        id: "theme",
        click: () => go({ theme: isDark() ? "light" : "dark" }),
      }),
    ),
  );
}

function totals() {
  const count = (kind) => model.byKind[kind].length;
  return t("totals", {
    documents: count("document"),
    programmes: count("programme"),
    institutions: count("institution"),
    targets: count("target"),
  });
}

function viewLink(view) {
  return el("a", { "data-view": view }, shapeOf(VIEW_SIGNS[view]), el("span", {}, t(`view.${view}`)));
}

/** What in the bar depends on the state: where its links lead, and the theme that the switch offers. */
function updateBar() {
  for (const link of document.querySelectorAll(".views a")) {
    link.setAttribute("href", href({ view: link.dataset.view, q: "", sort: "", page: "", from: "", doc: "", at: "" }));
    if (link.dataset.view === state.view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const theme = byId("theme");
  show(theme, sign(isDark() ? "sun" : "moon"));
  for (const name of ["title", "aria-label"]) theme.setAttribute(name, t(isDark() ? "light" : "dark"));
}

function onKey(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    byId("search").focus();
  } else if (event.key === "Escape" && !typing) onEscape();
}

/** Put away what lies on top: the drawer, a path being chosen, the card, then the focus. */
function onEscape() {
  if (document.body.classList.contains("drawer")) setDrawer(false);
  else if (pathStart) stopPath();
  else if (state.node) go({ node: "" });
  else if (state.view === "net" && (state.focus || state.path)) go({ focus: "", path: "", expand: "", more: "" });
}

/** A touch beside the open drawer closes it. */
function onPointerDown(event) {
  if (!event.target.closest("#filters, #open-filters")) setDrawer(false);
}

let resizing;

function onResize() {
  clearTimeout(resizing);
  resizing = setTimeout(() => {
    canvas.key = "";
    if (state.view === "net") render();
  }, 150);
}

start();
