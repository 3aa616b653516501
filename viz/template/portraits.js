// What the card tells of each kind of thing, each statement with the way to its sentence.

const CARDS = {
  document: documentCard,
  cited: citedCard,
  place: placeCard,
  institution: institutionCard,
  category: categoryCard,
  programme: programmeCard,
  indicator: indicatorCard,
  target: targetCard,
};

function documentCard(document) {
  const targets = document.targets;
  const mentions = document.links
    .filter((link) => link.relation === "mentions")
    .sort((a, b) => b.count - a.count || a.index - b.index);
  const ofKind = (kind) => mentions.filter((link) => link.target.kind === kind);
  const entry = (link) => [thingLink(link.target), el("span", { class: "count" }, t("timesN", { n: link.count }))];
  return [
    factList([
      [t("issuer"), document.publisher && thingLink(document.publisher)],
      [
        t("jurisdiction"),
        document.place && [thingLink(document.place), document.basis && el("div", { class: "why" }, document.basis)],
      ],
      [t("years"), yearsOf(document)],
      [t("genre"), document.genre],
      [t("issued"), document.issued],
      [t("documentNumber"), document.number],
      [t("file"), document.file],
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
  return el(
    "ol",
    { class: "outline" },
    headings.map((heading) =>
      el(
        "li",
        { class: `level-${Math.min(heading.level, 4)}` },
        el(
          "a",
          { href: href(toText(document, heading.begin, heading.begin + 1)) },
          `${heading.number} ${heading.title}`.trim(),
        ),
      ),
    ),
  );
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
  const open = (event) => {
    event.preventDefault();
    openAtMention(link.source, link.target);
  };
  return [
    thingLink(link.source),
    el(
      "a",
      { class: "source", href: href({ view: "docs", doc: link.source.id, at: "", page: "" }), click: open },
      sign("quote"),
      t("timesN", { n: link.count }),
    ),
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
  const links = thing.links.filter(
    (link) =>
      link.relation === relation &&
      (direction === "both" || (direction === "out" ? link.source : link.target) === thing),
  );
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
    factList([
      [t("code"), place.code],
      [t("placeLevel"), place.level && t(`place.${place.level}`)],
      [t("locatedIn"), place.above && thingLink(place.above)],
      [t("otherNames"), place.names.join("、")],
    ]),
    listSection(t("kind.document"), documents, (document) => thingLink(document)),
    listSection(t("documentsBelow"), documentsBelow(place), (document) => thingLink(document)),
    section(t("plannedAgainstAchieved"), null, comparisonOr(plansAgainstResults(targets))),
    targets.length > 0 && section(t("kind.target"), targets.length, targetTable(targets, { without: "place" })),
    statedSection(t("rel.pilots"), place, "pilots", "out"),
    listSection(
      t("kind.institution"),
      located.filter((thing) => thing.kind === "institution"),
      (other) => thingLink(other),
    ),
    listSection(
      t("subPlaces"),
      located.filter((thing) => thing.kind === "place"),
      (other) => thingLink(other),
    ),
  ];
}

function institutionCard(institution) {
  const targets = targetsOf(institution);
  return [
    institution.resolution === "Unresolved" &&
      el(
        "p",
        { class: "note" },
        t("unresolved"),
        institution.candidates && ` ${t("candidates")} ${institution.candidates}`,
      ),
    factList([
      [t("institutionType"), institution.type && t(`type.${institution.type}`)],
      [t("place"), related(institution, "locatedIn").map((place) => thingLink(place))],
      [t("decision"), institution.decision],
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
  const names = [...known.values()].sort((a, b) => b.count - a.count);
  return listSection(t("writtenAs"), names, (name) => [
    el("span", { class: "written" }, name.text),
    el("span", { class: "count" }, t("timesN", { n: name.count })),
    quoteSign(name),
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
      [t("source"), programme.source],
      [t("broader"), related(programme, "broader").map((other) => thingLink(other))],
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
  const targets = targetsOfMeasure(indicator);
  const others = [indicator.measure, ...related(indicator.measure, "closeMatch", "in")].filter(
    (other) => other !== indicator,
  );
  return [
    indicator.definition && el("p", { class: "definition" }, indicator.definition),
    section(t("kind.target"), targets.length, targetChart(targets), targetTable(targets, { without: "indicator" })),
    section(t("plannedAgainstAchieved"), null, comparisonOr(plansAgainstResults(targets))),
    listSection(t("sameMeasure"), others, (other) => thingLink(other)),
  ];
}

function targetCard(target) {
  if (!target.document) return [];
  const peers = target.indicator ? targetsOfMeasure(target.indicator) : [];
  return [
    el(
      "p",
      { class: "figure" },
      el("strong", {}, amount(target)),
      el("span", { class: `badge ${target.status}` }, statusMark(target), t(target.status)),
    ),
    quotationWithSource(target),
    sectionPath(target),
    factList([
      [t("indicator"), target.indicator && thingLink(target.indicator)],
      [t("year"), target.year],
      [t("place"), target.place && thingLink(target.place)],
      [t("programme"), target.programme && thingLink(target.programme)],
      [t("institution"), target.institution && thingLink(target.institution)],
      [t("document"), thingLink(target.document)],
      [t("comparator"), t(`comparator.${target.comparator}`)],
      [t("change"), target.change && t(`change.${target.change}`)],
      [t("normal"), target.normal && `${target.normal} ${target.normalUnit === "1" ? "" : target.normalUnit}`],
      [t("rule"), target.rule],
    ]),
    peers.length > 1 &&
      section(
        t("sameIndicator"),
        peers.length - 1,
        targetChart(peers),
        targetTable(
          peers.filter((peer) => peer !== target),
          { without: "indicator" },
        ),
      ),
  ];
}

/** The items that hold a target, outermost first. */
function sectionPath(target) {
  const holder = el("p", { class: "section-path" });
  textOf(target.document).then(({ headings }) => {
    const around = headings.filter((heading) => heading.begin <= target.begin && target.begin < heading.end);
    const parts = around.map((heading) =>
      el(
        "a",
        { href: href(toText(target.document, heading.begin, heading.begin + 1)) },
        `${heading.number} ${heading.title}`.trim(),
      ),
    );
    if (parts.length) show(holder, el("span", { class: "label" }, t("standsIn")), parts);
  });
  return holder;
}
