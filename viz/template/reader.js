// Documents: the list of them, and the text of one with every mention and target in it marked and linked.

const LISTED_A_PAGE = 60;

function renderDocuments(stage) {
  const document = model.byId.get(state.doc);
  if (document?.kind === "document") renderText(stage, document);
  else renderDocumentList(stage);
}

function renderDocumentList(stage) {
  const query = asked();
  const found = [...scope.documents]
    .filter((document) => !query || namesOf(document).some((name) => name.includes(query)))
    .sort(byPlaceAndYear);
  const { values, controls } = pageOf(found, LISTED_A_PAGE);
  const body = found.length
    ? [el("ul", { class: "documents", id: "documents" }, values.map(documentEntry)), controls]
    : nothingHere();
  renderView(
    stage,
    t("view.docs"),
    t("documentsListed", { n: found.length }),
    [queryField(), saveButton(() => saveDocuments(found))],
    body,
  );
}

function documentEntry(document) {
  const mentions = document.links.reduce((sum, link) => sum + (link.relation === "mentions" ? link.count : 0), 0);
  return el(
    "li",
    {},
    el("a", { class: "title", href: href({ doc: document.id, at: "" }) }, document.label),
    el(
      "p",
      { class: "meta" },
      [document.place && nameOf(document.place), yearsOf(document), document.genre, document.issued]
        .filter(Boolean)
        .join(" · "),
    ),
    el("p", { class: "meta" }, t("documentCounts", { targets: document.targets.length, mentions })),
  );
}

/** The text of a document, its outline beside; drawn once, then only moved. */
async function renderText(stage, document) {
  const key = `${document.id}|${state.lang}|${[...FILTERS].map((name) => state[name]).join("|")}`;
  if (stage.firstElementChild?.dataset.key === key) return goToCharacters();
  show(stage, el("p", { class: "note" }, t("loading")));
  const read = await textOf(document);
  if (state.doc !== document.id || state.view !== "docs") return null;
  show(
    stage,
    el(
      "div",
      { class: "reader", "data-key": key },
      readerHead(document),
      el("div", { class: "reader-body" }, outlineNav(document, read), textBody(document, read)),
    ),
  );
  return goToCharacters();
}

function readerHead(document) {
  return el(
    "header",
    { class: "view-head" },
    el("a", { class: "chip", id: "all-documents", href: href({ doc: "", at: "" }) }, sign("back"), t("view.docs")),
    el("h1", {}, document.label),
    el(
      "p",
      { class: "meta" },
      [document.place && nameOf(document.place), yearsOf(document), document.genre, document.issued]
        .filter(Boolean)
        .join(" · "),
    ),
    el("a", { class: "chip", href: href({ node: document.id }) }, t("aboutDocument")),
  );
}

function outlineNav(document, { headings }) {
  const titled = headings.filter((heading) => heading.title);
  return el(
    "nav",
    { class: "outline-nav", "aria-label": t("outline") },
    titled.length > 0 && outline(document, titled),
  );
}

/** The text in paragraphs; each run of characters knows what it mentions and which targets it states. */
function textBody(document, { text, headings, marks }) {
  const article = el("article", { class: "text", id: "text", lang: "zh" });
  const titles = headings.filter((heading) => heading.title).map((heading) => titleSpan(heading, text));
  const headingStarts = new Set(titles.map((title) => title.begin));
  let paragraph = null;
  for (const run of runsOf(text, marks, document.targets, titles)) {
    const pieces = text.slice(run.begin, run.end).split("\n");
    let at = run.begin;
    pieces.forEach((piece, order) => {
      if (order > 0 || !paragraph)
        article.append((paragraph = el("p", { class: headingStarts.has(at) ? "heading" : null })));
      if (piece) paragraph.append(runElement(piece, { ...run, begin: at, end: at + [...piece].length }));
      at += [...piece].length + 1;
    });
  }
  for (const empty of [...article.children].filter((child) => !child.textContent.trim())) empty.remove();
  return article;
}

/** The characters of a heading: its number and title, up to the end of the title as written. */
function titleSpan({ begin, end, title }, text) {
  const written = text.slice(begin, Math.min(begin + title.length + 16, end));
  const at = written.indexOf(title);
  return { begin, end: begin + (at < 0 ? Math.max(written.indexOf("\n"), 1) : at + title.length) };
}

/** The text cut wherever a mention, a target or a title begins or ends. */
function runsOf(text, marks, targets, titles) {
  const cuts = new Set([0, text.length]);
  for (const { begin, end } of [...marks, ...targets, ...titles]) cuts.add(begin).add(end);
  const points = [...cuts].sort((a, b) => a - b);
  const [nextMarks, nextTargets, nextTitles] = [sweep(marks), sweep(targets), sweep(titles)];
  return points.slice(0, -1).map((begin, at) => ({
    begin,
    end: points[at + 1],
    mark: innermost(nextMarks(begin)),
    target: innermost(nextTargets(begin)),
    title: nextTitles(begin).length > 0,
  }));
}

/** A function that gives the spans over a point, asked for points in rising order. */
function sweep(spans) {
  const waiting = [...spans].sort((a, b) => a.begin - b.begin);
  let open = [];
  return (point) => {
    while (waiting.length && waiting[0].begin <= point) open.push(waiting.shift());
    open = open.filter((span) => span.end > point);
    return open;
  };
}

function innermost(spans) {
  return spans.reduce((best, span) => (!best || span.end - span.begin < best.end - best.begin ? span : best), null);
}

function runElement(text, { begin, end, mark, target, title: isTitle }) {
  const thing = mark?.thing ?? target;
  const attributes = { "data-begin": begin, "data-end": end, class: isTitle ? "title" : null };
  if (!thing) return el("span", attributes, text);
  const kind = mark ? mark.thing.kind : "";
  const names = [isTitle && "title", mark && `mention ${kind}`, target && `stated ${target.status}`]
    .filter(Boolean)
    .join(" ");
  const title = mark
    ? `${t(`kind.${kind}`)} · ${thing.label}${mark.basis ? `\n${mark.basis}` : ""}`
    : `${t("kind.target")} · ${target.label}`;
  return el(
    "a",
    { ...attributes, class: names, href: href({ node: thing.id, at: `${begin}-${end}` }), title, "data-id": thing.id },
    text,
  );
}

/** Bring the characters that the address names into view and mark them. */
function goToCharacters() {
  for (const old of document.querySelectorAll(".text .aimed")) old.classList.remove("aimed");
  const [begin, end] = state.at.split("-").map(Number);
  if (!state.at || !(end > begin)) return;
  const aimed = [...document.querySelectorAll(".text [data-begin]")].filter(
    (run) => Number(run.dataset.begin) < end && Number(run.dataset.end) > begin,
  );
  for (const run of aimed) run.classList.add("aimed");
  aimed[0]?.scrollIntoView({ block: "center" });
}
