// Files of what is shown: CSV for tables, PNG for the drawing, Turtle for the things that are drawn.

/** Save a file from the page; nothing leaves the machine. */
function saveFile(name, parts, type) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** Rows as CSV with a byte order mark, so that Excel reads it as UTF-8. */
function saveCsv(name, rows) {
  const lines = rows.map((row) => row.map(csvField).join(","));
  saveFile(name, ["\ufeff", lines.join("\r\n"), "\r\n"], "text/csv;charset=utf-8");
}

/** A field in quotes where it needs them; one that a spreadsheet would take for a formula begins with an apostrophe. */
function csvField(value) {
  let text = String(value ?? "");
  if (/^[=+@\t\r-]/.test(text) && !/^-?[\d.]+$/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

const TARGET_FIELDS = [
  ["place", CELL_TEXT.place],
  ["year", CELL_TEXT.year],
  ["status", CELL_TEXT.status],
  ["indicator", CELL_TEXT.indicator],
  ["comparator", (target) => t(`comparator.${target.comparator}`)],
  ["value", (target) => target.value],
  ["upper", (target) => target.upper],
  ["unit", (target) => target.unit],
  ["change", (target) => (target.change ? t(`change.${target.change}`) : "")],
  ["programme", CELL_TEXT.programme],
  ["institution", CELL_TEXT.institution],
  ["document", (target) => target.document.label],
  ["file", (target) => target.document.file],
  ["begin", (target) => target.begin],
  ["end", (target) => target.end],
  ["clause", clauseOf],
  ["evidence", CELL_TEXT.evidence],
];

function saveTargets(targets) {
  saveCsv("targets.csv", [
    TARGET_FIELDS.map(([name]) => t(name)),
    ...targets.map((target) => TARGET_FIELDS.map(([, read]) => read(target))),
  ]);
}

/** Counts where mentioned, 0 where not, an empty field where no document was read. */
function saveMatrix(columns, rows) {
  const counted = ({ counts }, column) =>
    column.documents.length
      ? column.documents.reduce((sum, document) => sum + (counts.get(document)?.count ?? 0), 0)
      : "";
  saveCsv("matrix.csv", [
    [t("programme"), ...columns.map((column) => column.title)],
    ...rows.map((row) => [nameOf(row.programme), ...columns.map((column) => counted(row, column))]),
  ]);
}

function saveTimeline(years, documents) {
  saveCsv("timeline.csv", [
    [t("document"), ...years],
    ...documents.map((document) => [document.label, ...years.map((year) => (coversYear(document, year) ? 1 : ""))]),
  ]);
}

function saveDocuments(documents) {
  const heads = ["document", "jurisdiction", "years", "genre", "issued", "file"].map((name) => t(name));
  saveCsv("documents.csv", [
    heads,
    ...documents.map((document) => [
      document.label,
      document.place ? nameOf(document.place) : "",
      yearsOf(document),
      document.genre,
      document.issued,
      document.file,
    ]),
  ]);
}

/** The drawing as it is seen, on the background of the theme. */
function savePicture() {
  const drawn = byId("canvas").querySelector("canvas");
  const picture = el("canvas", { width: drawn.width, height: drawn.height });
  const context = picture.getContext("2d");
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(drawn, 0, 0);
  picture.toBlob((blob) => saveFile("network.png", [blob], "image/png"));
}

const TURTLE_PREFIXES = {
  hs: "https://w3id.org/health-system-kg/ontology#",
  dcterms: "http://purl.org/dc/terms/",
  skos: "http://www.w3.org/2004/02/skos/core#",
  org: "http://www.w3.org/ns/org#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};
const TURTLE_CLASSES = {
  document: "hs:Document",
  cited: "hs:Document",
  place: "hs:Place",
  institution: "hs:Institution",
  category: "hs:InstitutionCategory",
  programme: "hs:Programme",
  indicator: "hs:Indicator",
  target: "hs:Target",
};
const TURTLE_PROPERTIES = {
  references: "dcterms:references",
  hasVersion: "dcterms:hasVersion",
  publisher: "dcterms:publisher",
  subOrganizationOf: "org:subOrganizationOf",
  broader: "skos:broader",
  closeMatch: "skos:closeMatch",
};

/** The drawn things with their names and the links among them, in the terms of the graph. */
function saveTurtle() {
  const things = [...canvas.drawn.keys()].map((index) => model.things[index]).sort((a, b) => a.index - b.index);
  const head = Object.entries(TURTLE_PREFIXES).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`);
  saveFile("selection.ttl", [[...head, "", ...things.map(turtleBlock)].join("\n")], "text/turtle;charset=utf-8");
}

function turtleBlock(thing) {
  const drawn = (link) => link.source === thing && canvas.drawn.has(link.target.index);
  const name = thing.kind === "document" || thing.kind === "cited" ? "dcterms:title" : "skos:prefLabel";
  const facts = [
    `a ${TURTLE_CLASSES[thing.kind]}`,
    ...(thing.kind === "target" ? targetFacts(thing) : [`${name} ${turtleText(thing.label)}@zh`]),
    ...thing.links
      .filter(drawn)
      .map((link) => `${TURTLE_PROPERTIES[link.relation] ?? `hs:${link.relation}`} ${turtleIri(link.target)}`),
  ];
  return `${turtleIri(thing)} ${facts.join(" ;\n    ")} .\n`;
}

function targetFacts(target) {
  return [
    `hs:value ${turtleDecimal(target.value)}`,
    `hs:comparator hs:${target.comparator}`,
    `hs:status hs:${target.status}`,
    target.upper && `hs:upperValue ${turtleDecimal(target.upper)}`,
    target.unit && `hs:unit ${turtleText(target.unit)}`,
    target.change && `hs:change hs:${target.change}`,
    target.year && `hs:targetYear ${turtleText(target.year)}^^xsd:gYear`,
  ].filter(Boolean);
}

function turtleIri(thing) {
  return `<${/^[a-z]+:/.test(thing.id) ? "" : model.base}${thing.id}>`;
}

function turtleDecimal(value) {
  return `${turtleText(value)}^^xsd:decimal`;
}

function turtleText(text) {
  return JSON.stringify(text);
}
