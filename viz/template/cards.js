// The card: its frame, what one can do from it, and the card of a relation.

/** Make room for the card, or take the room back; the drawing is fitted to what is left. */
function openCard() {
  document.body.classList.toggle("carded", Boolean(state.node));
  byId("card").hidden = !state.node;
}

/** Fill the card with what the state names; its actions depend on what is drawn. */
function renderCard() {
  const card = byId("card");
  const key = `${state.node}|${state.lang}`;
  const isNew = card.dataset.key !== key;
  card.dataset.key = key;
  show(card, state.node ? cardContent(state.node) : []);
  if (!isNew || !state.node) return;
  card.scrollTop = 0;
  announce(
    [".tag", "h2"]
      .map((part) => card.querySelector(part)?.textContent)
      .filter(Boolean)
      .join(" "),
  );
}

function cardContent(id) {
  const link = linkOf(id);
  if (link) return linkCard(link);
  return thingCard(model.byId.get(id));
}

/** A link in the address: its ends and its relation. */
function linkId(link) {
  return [link.source.id, link.relation, link.target.id].join("~");
}

function linkOf(id) {
  const [source, relation, target] = id.split("~");
  if (!target) return null;
  const from = model.byId.get(source);
  return (
    from?.links.find((link) => link.relation === relation && link.source === from && link.target.id === target) ?? null
  );
}

function cardHead(kind, title, tools) {
  return el(
    "header",
    {},
    el(
      "div",
      { class: "card-tools" },
      el("span", { class: "tag" }, shapeOf(kind), t(`kind.${kind}`)),
      el("span", { class: "gap" }),
      tools,
      signButton("print", t("print"), () => window.print()),
      signButton("close", t("close"), () => go({ node: "" }), { id: "card-close" }),
    ),
    el("h2", {}, title),
  );
}

function thingCard(thing) {
  const title =
    thing.kind === "target" ? (thing.indicator ? nameOf(thing.indicator) : t("kind.target")) : nameOf(thing);
  return [
    cardHead(thing.kind, title, [signButton("link", t("copyLink"), copyLink)]),
    thing.english && el("p", { class: "other-name" }, state.lang === "en" ? thing.label : thing.english),
    cardActions(thing),
    CARDS[thing.kind](thing),
  ];
}

function copyLink() {
  navigator.clipboard?.writeText(location.href).then(
    () => announce(t("copied")),
    () => announce(t("notCopied")),
  );
}

function cardActions(thing) {
  const drawn = state.view === "net" && canvas.drawn.has(thing.index);
  return el(
    "p",
    { class: "actions" },
    state.view === "net" && state.focus === thing.id
      ? null
      : el(
          "a",
          {
            class: "chip",
            href: href({ view: "net", focus: thing.id, node: thing.id, expand: "", more: "", path: "" }),
            id: "to-network",
          },
          t("showNeighbours"),
        ),
    drawn &&
      state.focus !== thing.id &&
      el(
        "button",
        { type: "button", class: "chip", id: "expand", click: () => toggleExpand(thing) },
        t(isExpanded(thing) ? "collapse" : "expand"),
      ),
    thing.kind === "document" &&
      el(
        "a",
        { class: "chip", id: "read", href: href({ view: "docs", doc: thing.id, at: "", page: "" }) },
        t("readText"),
      ),
    el("button", { type: "button", class: "chip", id: "path-start", click: () => startPath(thing) }, t("pathHere")),
  );
}

function linkCard(link) {
  return [
    el(
      "header",
      {},
      el(
        "div",
        { class: "card-tools" },
        el("span", { class: "tag" }, lineSample(FAMILIES[link.relation]), t("relation")),
        el("span", { class: "gap" }),
        signButton("print", t("print"), () => window.print()),
        signButton("close", t("close"), () => go({ node: "" }), { id: "card-close" }),
      ),
      el(
        "h2",
        { class: "statement" },
        thingLink(link.source),
        el("span", { class: "verb" }, t(`rel.${link.relation}`)),
        thingLink(link.target),
      ),
    ),
    link.relation === "mentions" && el("p", {}, mentionEntry(link)),
    link.evidence.length > 0 && section(t("evidence"), link.evidence.length, link.evidence.map(quotationWithSource)),
    !link.evidence.length &&
      link.relation !== "mentions" &&
      el("p", { class: "note" }, t(link.source.kind === "target" ? "statedByTarget" : "noEvidence")),
    link.source.kind === "target" && link.source.document && quotationWithSource(link.source),
    link.target.kind === "target" && link.target.document && quotationWithSource(link.target),
  ];
}
