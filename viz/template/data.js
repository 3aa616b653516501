// The graph of the page: blocks are inflated, tables become things, links get their ends.

let model;
const texts = new Map();

/** The JSON in a compressed block of the page. */
async function inflate(id) {
  const packed = Uint8Array.from(atob(byId(id).textContent), (char) => char.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

/** The text of a document, its outline and its mentions; read once. */
function textOf(thing) {
  if (!texts.has(thing.index)) texts.set(thing.index, inflate(`text-${thing.index}`).then(asText));
  return texts.get(thing.index);
}

function asText(raw) {
  const headings = raw.headings.map(([begin, end, level, number, title]) => ({ begin, end, level, number, title }));
  const marks = raw.marks.map(([begin, end, thing, basis]) => ({
    begin,
    end,
    thing: model.things[thing],
    basis: raw.notes[basis],
  }));
  return { text: characters(raw.text), headings, marks };
}

/** A text that is sliced by Unicode code points, as the offsets of the graph count. */
function characters(text) {
  return /[\ud800-\udfff]/.test(text) ? { length: [...text].length, slice: slicer([...text]) } : text;
}

function slicer(points) {
  return (begin, end) => points.slice(begin, end).join("");
}

function buildModel(raw) {
  const things = [];
  const byKind = {};
  for (const kind of raw.kinds) byKind[kind] = readTable(kind, raw.things[kind], things);
  const links = readLinks(raw, things);
  model = {
    base: raw.base,
    relations: raw.relations,
    things,
    byKind,
    links,
    byId: new Map(things.map((thing) => [thing.id, thing])),
    network: raw.network,
    readings: raw.readings,
    traditional: raw.traditional,
  };
  tieDocuments();
  tieTargets(raw.targets);
  tieStatements(raw.statements);
  tieSurfaces(raw.surfaces);
  model.years = knownYears();
}

function readTable(kind, table, things) {
  return table.rows.map((row) => {
    const thing = { index: things.length, kind, links: [], surfaces: [] };
    table.fields.forEach((field, at) => {
      thing[field] = row[at];
    });
    things.push(thing);
    return thing;
  });
}

function readLinks(raw, things) {
  const links = [];
  for (let at = 0; at < raw.links.length; at += 4) {
    const [source, relation, target, count] = raw.links.slice(at, at + 4);
    const link = {
      index: links.length,
      source: things[source],
      relation: raw.relations[relation],
      target: things[target],
      count,
      evidence: [],
    };
    links.push(link);
    link.source.links.push(link);
    link.target.links.push(link);
  }
  return links;
}

/** The things at the other end of a thing's links of one relation: `out` from it, `in` to it. */
function related(thing, relation, direction = "out") {
  const found = [];
  for (const link of thing.links) {
    if (link.relation !== relation) continue;
    if (direction !== "in" && link.source === thing) found.push(link.target);
    else if (direction !== "out" && link.target === thing) found.push(link.source);
  }
  return found;
}

/** The other end of a link. */
function otherEnd(link, thing) {
  return link.source === thing ? link.target : link.source;
}

function tieDocuments() {
  for (const thing of model.byKind.document) {
    thing.place = related(thing, "jurisdiction")[0] ?? null;
    thing.publisher = related(thing, "publisher")[0] ?? null;
    thing.targets = [];
  }
  for (const place of model.byKind.place) place.above = related(place, "locatedIn")[0] ?? null;
}

function tieTargets(rows) {
  for (const [about, document, begin, end, numberBegin, numberEnd, sentenceBegin, sentence] of rows) {
    const target = model.things[about];
    Object.assign(target, {
      document: model.things[document],
      begin,
      end,
      numberBegin,
      numberEnd,
      sentenceBegin,
      sentence: characters(sentence),
      indicator: related(target, "indicator")[0] ?? null,
      place: related(target, "appliesToPlace")[0] ?? null,
      programme: related(target, "concerns")[0] ?? null,
      institution: related(target, "responsibleParty")[0] ?? null,
    });
    target.label = [target.indicator?.label, amount(target)].filter(Boolean).join(" ");
    target.document.targets.push(target);
  }
  for (const indicator of model.byKind.indicator) indicator.measure = related(indicator, "closeMatch")[0] ?? indicator;
  model.byKind.target = model.byKind.target.filter((target) => target.document);
  for (const document of model.byKind.document) document.targets.sort((a, b) => a.begin - b.begin || a.end - b.end);
}

function tieStatements(rows) {
  for (const [about, document, begin, end, , , sentenceBegin, sentence] of rows) {
    model.links[about].evidence.push({
      document: model.things[document],
      begin,
      end,
      numberBegin: begin,
      numberEnd: begin,
      sentenceBegin,
      sentence: characters(sentence),
    });
  }
}

function tieSurfaces(rows) {
  for (const [about, text, document, count, begin, end, basis] of rows) {
    model.things[about].surfaces.push({ text, document: model.things[document], count, begin, end, basis });
  }
}

/** Every year that a document covers or a target is for. */
function knownYears() {
  const years = new Set();
  for (const { start, end } of model.byKind.document) {
    for (let year = Number(start); start && year <= Number(end || start); year++) years.add(year);
  }
  for (const target of model.byKind.target) if (target.year) years.add(Number(target.year));
  return [...years].sort();
}

/** Whether a place is another or lies in it. */
function within(place, other) {
  for (let at = place; at; at = at.above) if (at === other) return true;
  return false;
}

/** The targets that a thing has part in, whatever its part. */
function targetsOf(thing) {
  if (thing.kind === "document") return thing.targets;
  return thing.links.filter((link) => link.source.kind === "target" && link.source.document).map((link) => link.source);
}

/** The targets of an indicator, in whatever words they name what it measures. */
function targetsOfMeasure(indicator) {
  const named = [indicator.measure, ...related(indicator.measure, "closeMatch", "in")];
  return named.flatMap(targetsOf);
}

/** The documents that mention a thing, with the number of mentions, the most first. */
function mentionedIn(thing) {
  return thing.links
    .filter((link) => link.relation === "mentions" && link.target === thing)
    .sort((a, b) => b.count - a.count || a.source.index - b.source.index);
}
