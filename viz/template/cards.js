// The card of a thing: what is known of it, each statement with the way to its sentence.

/** Make room for the card, or take the room back; the drawing is fitted to what is left. */
function openCard() {
  document.body.classList.toggle("carded", Boolean(state.node));
  byId("card").hidden = !state.node;
}

/** Fill the card with what the state names; its actions depend on what is drawn. */
function renderCard() {
  const card = byId("card");
  const key = `${state.node}|${state.lang}`;
  if (card.dataset.key !== key) card.scrollTop = 0;
  card.dataset.key = key;
  show(card, state.node ? cardContent(state.node) : []);
}

function cardContent(id) {
  const link = linkOf(id);
  if (link) return linkCard(link);
  const thing = model.byId.get(id);
  return thing ? thingCard(thing) : [cardHead(null, t("unknownThing")), el("p", { class: "note" }, id)];
}

/** A link in the address: its ends and its relation. */
function linkId(link) {
  return [link.source.id, link.relation, link.target.id].join("~");
}

function linkOf(id) {
  const [source, relation, target] = id.split("~");
  if (!target) return null;
  const from = model.byId.get(source);
  return from?.links.find((link) => link.relation === relation && link.source === from && link.target.id === target) ?? null;
}

function cardHead(kind, title, tools = []) {
  return el(
    "header", {},
    el("div", { class: "card-tools" }, kind && el("span", { class: "tag" }, shapeOf(kind), t(`kind.${kind}`)), el("span", { class: "gap" }), tools,
      signButton("print", t("print"), () => window.print()), signButton("close", t("close"), () => go({ node: "" }), { id: "card-close" })),
    el("h2", {}, title),
  );
}

function thingCard(thing) {
  const title = thing.kind === "target" ? (thing.indicator ? nameOf(thing.indicator) : t("kind.target")) : nameOf(thing);
  return [
    cardHead(thing.kind, title, [signButton("link", t("copyLink"), copyLink)]),
    thing.english && el("p", { class: "other-name" }, state.lang === "en" ? thing.label : thing.english),
    cardActions(thing),
    CARDS[thing.kind](thing),
  ];
}

function copyLink() {
  navigator.clipboard?.writeText(location.href).then(() => announce(t("copied")), () => announce(t("notCopied")));
}

function cardActions(thing) {
  const drawn = state.view === "net" && canvas.drawn.has(thing.index);
  return el(
    "p", { class: "actions" },
    state.view === "net" && state.focus === thing.id ? null : el("a", { class: "chip", href: href({ view: "net", focus: thing.id, node: thing.id, expand: "", more: "", path: "" }), id: "to-network" }, t("showNeighbours")),
    drawn && state.focus !== thing.id && el("button", { type: "button", class: "chip", id: "expand", click: () => toggleExpand(thing) }, t(isExpanded(thing) ? "collapse" : "expand")),
    thing.kind === "document" && el("a", { class: "chip", id: "read", href: href({ view: "docs", doc: thing.id, at: "", page: "" }) }, t("readText")),
    el("button", { type: "button", class: "chip", id: "path-start", click: () => startPath(thing) }, t("pathHere")),
  );
}

const CARDS = {
  document: documentCard, cited: citedCard, place: placeCard, institution: institutionCard,
  category: categoryCard, programme: programmeCard, indicator: indicatorCard, target: targetCard,
};

function documentCard(document) {
  const targets = document.targets;
  const mentions = document.links.filter((link) => link.relation === "mentions").sort((a, b) => b.count - a.count || a.index - b.index);
  const ofKind = (kind) => mentions.filter((link) => link.target.kind === kind);
  const entry = (link) => [thingLink(link.target), el("span", { class: "count" }, t("timesN", { n: link.count }))];
  return [
    factList([
      [t("issuer"), document.publisher && thingLink(document.publisher)],
      [t("jurisdiction"), document.place && [thingLink(document.place), document.basis && el("div", { class: "why" }, document.basis)]],
      [t("years"), yearsOf(document)], [t("genre"), document.genre], [t("issued"), document.issued],
      [t("documentNumber"), document.number], [t("file"), document.file],
    ]),
    section(t("plannedAgainstAchieved"), null, comparisonOr(comparisonsOf(targets))),
    targets.length > 0 && section(t("kind.target"), targets.length, targetTable(targets)),
    outlineSection(document),
    listSection(t("kind.programme"), ofKind("programme"), entry),
    listSection(t("kind.institution"), ofKind("institution"), entry),
    listSection(t("kind.category"), ofKind("category"), entry),
    listSection(t("references"), related(document, "references"), thingLink),
  ];
}

function comparisonOr(rows) {
  return rows.length ? comparisonTable(rows) : null;
}

/** The outline comes when the text has been read from its block. */
function outlineSection(document) {
  const holder = el("div", {});
  textOf(document).then(({ headings }) => {
    const titled = headings.filter((heading) => heading.title || heading.level === 1);
    if (titled.length) show(holder, section(t("outline"), null, outline(document, titled.slice(0, 80))));
  });
  return holder;
}

function outline(document, headings) {
  return el("ol", { class: "outline" }, headings.map((heading) => el(
    "li", { class: `level-${Math.min(heading.level, 4)}` },
    el("a", { href: href(toText(document, heading.begin, heading.begin + 1)) }, `${heading.number} ${heading.title}`.trim()),
  )));
}

function citedCard(cited) {
  const read = related(cited, "hasVersion")[0];
  return [
    el("p", { class: "note" }, read ? t("citedRead") : t("citedNotRead")),
    read && el("p", {}, thingLink(read)),
    listSection(t("citedBy"), mentionedIn(cited), mentionEntry),
  ];
}

/** A document that mentions the thing, with the number of mentions; the link opens the text at the first. */
function mentionEntry(link) {
  const open = (event) => { event.preventDefault(); openAtMention(link.source, link.target); };
  return [
    thingLink(link.source),
    el("a", { class: "source", href: href({ view: "docs", doc: link.source.id, at: "", page: "" }), click: open }, sign("quote"), t("timesN", { n: link.count })),
  ];
}

async function openAtMention(document, thing) {
  const mark = (await textOf(document)).marks.find((known) => known.thing === thing);
  go(mark ? toText(document, mark.begin, mark.end) : { view: "docs", doc: document.id, at: "" });
}

/** A relation to another thing, with the way to each sentence that states it. */
function statedEntry(link, thing) {
  return [thingLink(otherEnd(link, thing)), link.evidence.map(quoteSign)];
}

function statedSection(title, thing, relation, direction) {
  const links = thing.links.filter((link) => link.relation === relation && (direction === "both" || (direction === "out" ? link.source : link.target) === thing));
  return listSection(title, links, (link) => statedEntry(link, thing));
}

function relatedSection(title, thing, relation, direction) {
  return listSection(title, related(thing, relation, direction), (other) => thingLink(other));
}

function placeCard(place) {
  const targets = targetsOf(place);
  const documents = related(place, "jurisdiction", "in");
  const located = related(place, "locatedIn", "in");
  return [
    factList([[t("code"), place.code], [t("placeLevel"), place.level && t(`place.${place.level}`)], [t("locatedIn"), place.above && thingLink(place.above)], [t("otherNames"), place.names.join("、")]]),
    listSection(t("kind.document"), documents, (document) => thingLink(document)),
    listSection(t("documentsBelow"), documentsBelow(place), (document) => thingLink(document)),
    section(t("plannedAgainstAchieved"), null, comparisonOr(plansAgainstResults(targets))),
    targets.length > 0 && section(t("kind.target"), targets.length, targetTable(targets, { without: "place" })),
    statedSection(t("rel.pilots"), place, "pilots", "out"),
    listSection(t("kind.institution"), located.filter((thing) => thing.kind === "institution"), (other) => thingLink(other)),
    listSection(t("subPlaces"), located.filter((thing) => thing.kind === "place"), (other) => thingLink(other)),
  ];
}

function institutionCard(institution) {
  const targets = targetsOf(institution);
  return [
    institution.resolution === "Unresolved" && el("p", { class: "note" }, t("unresolved"), institution.candidates && ` ${t("candidates")}:${institution.candidates}`),
    factList([
      [t("institutionType"), institution.type && t(`type.${institution.type}`)],
      [t("place"), related(institution, "locatedIn").map((place) => thingLink(place))],
    ]),
    namesSection(institution),
    statedSection(t("implementsProgrammes"), institution, "implements", "out"),
    targets.length > 0 && section(t("kind.target"), targets.length, targetTable(targets)),
    statedSection(t("partners"), institution, "collaboratesWith", "both"),
    relatedSection(t("rel.subOrganizationOf"), institution, "subOrganizationOf", "out"),
    relatedSection(t("parts"), institution, "subOrganizationOf", "in"),
    relatedSection(t("rel.secondNameOf"), institution, "secondNameOf", "both"),
    relatedSection(t("rel.formerNameOf"), institution, "formerNameOf", "both"),
    relatedSection(t("issuedDocuments"), institution, "publisher", "in"),
    listSection(t("mentionedIn"), mentionedIn(institution), mentionEntry),
  ];
}

/** The names under which a thing is written, with the reason why each is read as this thing. */
function namesSection(thing) {
  const known = new Map();
  for (const surface of thing.surfaces) {
    const key = `${surface.text}|${surface.basis}`;
    if (!known.has(key)) known.set(key, { ...surface, count: 0 });
    known.get(key).count += surface.count;
  }
  const names = [...known.values()].filter((name) => name.text !== thing.label).sort((a, b) => b.count - a.count);
  return listSection(t("writtenAs"), names, (name) => [
    el("span", { class: "written" }, name.text), el("span", { class: "count" }, t("timesN", { n: name.count })), quoteSign(name),
    name.basis && el("div", { class: "why" }, name.basis),
  ]);
}

function categoryCard(category) {
  return [namesSection(category), listSection(t("mentionedIn"), mentionedIn(category), mentionEntry)];
}

function programmeCard(programme) {
  const targets = targetsOf(programme);
  return [
    programme.definition && el("p", { class: "definition" }, programme.definition),
    factList([
      [t("level"), programme.origin === "Discovered" ? t("discovered") : t("levelN", { n: programme.depth })],
      [t("source"), programme.source], [t("broader"), related(programme, "broader").map((other) => thingLink(other))],
    ]),
    targets.length > 0 && section(t("kind.target"), targets.length, targetChart(targets), targetTable(targets)),
    section(t("plannedAgainstAchieved"), null, comparisonOr(plansAgainstResults(targets))),
    statedSection(t("implementedBy"), programme, "implements", "in"),
    statedSection(t("pilotedBy"), programme, "pilots", "in"),
    relatedSection(t("narrower"), programme, "broader", "in"),
    namesSection(programme),
    listSection(t("mentionedIn"), mentionedIn(programme), mentionEntry),
  ];
}

function indicatorCard(indicator) {
  const targets = targetsOf(indicator);
  return [
    indicator.definition && el("p", { class: "definition" }, indicator.definition),
    section(t("kind.target"), targets.length, targetChart(targets), targetTable(targets, { without: "indicator" })),
    section(t("plannedAgainstAchieved"), null, comparisonOr(plansAgainstResults(targets))),
  ];
}

function targetCard(target) {
  if (!target.document) return [];
  const peers = target.indicator ? targetsOf(target.indicator) : [];
  return [
    el("p", { class: "figure" }, el("strong", {}, amount(target)), el("span", { class: `badge ${target.status}` }, statusMark(target), t(target.status))),
    quotationWithSource(target),
    sectionPath(target),
    factList([
      [t("indicator"), target.indicator && thingLink(target.indicator)], [t("year"), target.year],
      [t("place"), target.place && thingLink(target.place)], [t("programme"), target.programme && thingLink(target.programme)],
      [t("institution"), target.institution && thingLink(target.institution)], [t("document"), thingLink(target.document)],
      [t("comparator"), t(`comparator.${target.comparator}`)], [t("change"), target.change && t(`change.${target.change}`)],
      [t("normal"), target.normal && `${target.normal} ${target.normalUnit === "1" ? "" : target.normalUnit}`], [t("rule"), target.rule],
    ]),
    peers.length > 1 && section(t("sameIndicator"), peers.length - 1, targetChart(peers), targetTable(peers.filter((peer) => peer !== target), { without: "indicator" })),
  ];
}

/** The items that hold a target, outermost first. */
function sectionPath(target) {
  const holder = el("p", { class: "section-path" });
  textOf(target.document).then(({ headings }) => {
    const around = headings.filter((heading) => heading.begin <= target.begin && target.begin < heading.end);
    const parts = around.map((heading) => el("a", { href: href(toText(target.document, heading.begin, heading.begin + 1)) }, `${heading.number} ${heading.title}`.trim()));
    if (parts.length) show(holder, el("span", { class: "label" }, t("standsIn")), parts);
  });
  return holder;
}

function linkCard(link) {
  return [
    el("header", {}, el("div", { class: "card-tools" }, el("span", { class: "tag" }, lineSample(FAMILIES[link.relation]), t("relation")), el("span", { class: "gap" }),
      signButton("print", t("print"), () => window.print()), signButton("close", t("close"), () => go({ node: "" }), { id: "card-close" })),
    el("h2", { class: "statement" }, thingLink(link.source), el("span", { class: "verb" }, t(`rel.${link.relation}`)), thingLink(link.target))),
    link.relation === "mentions" && el("p", {}, mentionEntry(link)),
    link.evidence.length > 0 && section(t("evidence"), link.evidence.length, link.evidence.map(quotationWithSource)),
    !link.evidence.length && link.relation !== "mentions" && el("p", { class: "note" }, t(link.source.kind === "target" ? "statedByTarget" : "noEvidence")),
    link.source.kind === "target" && link.source.document && quotationWithSource(link.source),
    link.target.kind === "target" && link.target.document && quotationWithSource(link.target),
  ];
}
