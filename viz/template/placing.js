// Where things are drawn: boxes that hold a shape and its label, put around a centre, then moved apart.

const LINE = 17;
const FONT = 13;

/** A label in at most two lines of about `width` characters, of like length where two are enough; letters count half. */
function wrapLabel(text, width = 9) {
  const whole = textWidth(text) / FONT;
  if (whole <= width) return text;
  const most = whole < 2 * width - 1 ? Math.max(whole / 2 + 0.8, 4) : width;
  const lines = [""];
  for (const word of text.match(/[\u0021-\u024f]+|\s+|[^]/gu)) {
    const line = lines[lines.length - 1];
    if (line && (textWidth(line) + textWidth(word)) / FONT > most + 0.5) {
      if (lines.length === 2) return `${lines.map((part) => part.trim()).join("\n")}…`;
      lines.push(word.trimStart());
    } else lines[lines.length - 1] += word;
  }
  return lines.map((part) => part.trim()).join("\n");
}

function charWidth(char) {
  return char.charCodeAt(0) > 0x2e7f ? 1 : 0.56;
}

function textWidth(text) {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width * FONT;
}

/** The room that a node takes: its shape with the label below; x and y are the centre of the shape. */
function boxOf(key, x, y, size, label, weight = 1) {
  const lines = label ? label.split("\n") : [];
  const width = Math.max(2 * size, ...lines.map(textWidth)) + 10;
  return {
    key,
    x,
    y,
    half: width / 2,
    above: size + 4,
    below: size + 4 + (lines.length ? lines.length * LINE + 3 : 0),
    weight,
  };
}

/** Move boxes until none covers another, the heavier ones less; `bounds` keeps them inside half a width and height. */
function moveApart(boxes, bounds = null) {
  const rounds = Math.max(Math.floor(4e6 / (boxes.length * boxes.length + 1)), 60);
  for (let round = 0; round < Math.min(rounds, 900); round++) {
    let moved = false;
    for (let a = 0; a < boxes.length; a++) {
      for (let b = a + 1; b < boxes.length; b++) if (partPair(boxes[a], boxes[b])) moved = true;
    }
    if (bounds && round < 200) for (const box of boxes) keepInside(box, bounds);
    if (!moved) return;
  }
}

/** Move two boxes apart along the shorter way; whether they touched. */
function partPair(a, b) {
  const overlapX = a.half + b.half - Math.abs(a.x - b.x);
  if (overlapX <= 0) return false;
  const upper = a.y < b.y || (a.y === b.y && a.x <= b.x) ? a : b;
  const lower = upper === a ? b : a;
  const overlapY = upper.y + upper.below - (lower.y - lower.above);
  if (overlapY <= 0) return false;
  const share = b.weight / (a.weight + b.weight);
  if (overlapX < overlapY * 1.6) {
    const step = (a.x <= b.x ? -1 : 1) * (overlapX + 0.5);
    a.x += step * share;
    b.x -= step * (1 - share);
  } else {
    const part = upper === a ? share : 1 - share;
    upper.y -= (overlapY + 0.5) * part;
    lower.y += (overlapY + 0.5) * (1 - part);
  }
  return true;
}

function keepInside(box, bounds) {
  box.x = Math.max(-bounds.x + box.half, Math.min(bounds.x - box.half, box.x));
  box.y = Math.max(-bounds.y + box.above, Math.min(bounds.y - box.below, box.y));
}

/** Points around a centre for `count` neighbours, in one to three ellipses inside half a width and height. */
function aroundCentre(count, bounds) {
  const rings = count <= 10 ? [0.72] : count <= 30 ? [0.52, 0.92] : [0.42, 0.7, 0.98];
  const rx = bounds.x - 70;
  const ry = bounds.y - 50;
  return Array.from({ length: count }, (_, at) => {
    const angle = -Math.PI / 2 + (2 * Math.PI * at) / count;
    const ring = rings[at % rings.length];
    return { x: rx * ring * Math.cos(angle), y: ry * ring * Math.sin(angle) };
  });
}

/** Points on a fan that opens away from the centre of the drawing, for the neighbours that a node brings in. */
function fanOut(from, count) {
  const towards = Math.hypot(from.x, from.y) > 1 ? Math.atan2(from.y, from.x) : 0;
  return Array.from({ length: count }, (_, at) => {
    const angle = towards + (count > 1 ? (at / (count - 1) - 0.5) * Math.PI * 1.1 : 0);
    const reach = 150 + 70 * (at % Math.min(3, Math.ceil(count / 6)));
    return { x: from.x + reach * Math.cos(angle) * 1.25, y: from.y + reach * Math.sin(angle) };
  });
}

/** Points from left to right for a path, bent a little so that lines do not cover labels. */
function alongPath(count, bounds) {
  const rx = Math.max(bounds.x - 90, 60);
  return Array.from({ length: count }, (_, at) => ({
    x: count > 1 ? -rx + (2 * rx * at) / (count - 1) : 0,
    y: count > 2 ? (at % 2 ? 46 : -46) : 0,
  }));
}
