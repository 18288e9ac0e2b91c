// Source text: excerpts with the place marked, and fixes as differences.

const TOKEN = /(\/\/.*|\/\*.*?(?:\*\/|$))|("(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])+')|([A-Za-z_]\w*)/g;
const KEYWORDS = new Set(("alignas auto bool break case catch char class co_await co_return co_yield concept const " +
  "consteval constexpr constinit continue decltype default delete do double else enum explicit extern false final " +
  "float for friend goto if inline int long mutable namespace new noexcept nullptr operator override private " +
  "protected public requires return short signed sizeof static static_assert struct switch template this " +
  "thread_local throw true try typedef typename union unsigned using virtual void volatile while").split(" "));

/** What the lexer can tell from one line: [from, to, kind] for all that is not plain. */
function tokensOf(text) {
  const tokens = [];
  for (const found of text.matchAll(TOKEN)) {
    const kind = found[1] ? "comment" : found[2] ? "string" : KEYWORDS.has(found[3]) ? "keyword" : null;
    if (kind) tokens.push([found.index, found.index + found[0].length, kind]);
  }
  return tokens;
}

/** The line as nodes; what lies in [from, to) is the place that is meant. */
function lineNodes(text, from = -1, to = -1) {
  const cuts = new Set([0, text.length]);
  const tokens = tokensOf(text);
  for (const [begin, end] of tokens) cuts.add(begin).add(end);
  if (from >= 0) cuts.add(from).add(to);
  const places = [...cuts].sort((a, b) => a - b);
  const plain = make("span");
  let into = plain;
  for (let i = 0; i + 1 < places.length; ++i) {
    const [begin, end] = [places[i], places[i + 1]];
    if (begin === from) plain.append((into = make("mark", { class: "hit" })));
    if (begin === to) into = plain;
    const token = tokens.find((t) => t[0] <= begin && end <= t[1]);
    const nodes = visible(text.slice(begin, end));
    into.append(...(token ? [make("span", { class: token[2] }, ...nodes)] : nodes));
  }
  return [...plain.childNodes];
}

/**
 * Where in the string is this column, which counts bytes from 1? U+FFFD stands for
 * a byte that was no UTF-8.
 */
function indexOfColumn(text, column) {
  let bytes = column - 1, at = 0;
  while (bytes > 0 && at < text.length) {
    const code = text.codePointAt(at);
    bytes -= code < 0x80 || code === 0xfffd ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

/** The name, or what else begins at the index, up to its end. */
function endOfToken(text, index) {
  const rest = /^(?:~?[\w$\u0080-\uffff]+(?:::[\w$\u0080-\uffff]+)*|[^\s\w])/.exec(text.slice(index));
  return index + (rest ? rest[0].length : 0);
}

/** The text of a line of a file, or undefined where the report has none. */
function lineOf(file, line) {
  return sources.get(file)?.[line];
}

const indentOf = (text) => /^[ \t]*/.exec(text)[0];

function commonIndent(lines) {
  let common = null;
  for (const text of lines) {
    if (!text.trim()) continue;
    const indent = indentOf(text);
    if (common === null) common = indent;
    while (!indent.startsWith(common)) common = common.slice(0, -1);
  }
  return (common ?? "").length;
}

/** The part of the line that the place means; a name with all its qualifiers. */
function hitIn(text, place) {
  const from = indexOfColumn(text, place.column ?? 1);
  const ends = place.endLine === place.line && place.endColumn > place.column;
  const to = Math.max(endOfToken(text, from), ends ? indexOfColumn(text, place.endColumn) : 0);
  return to > from ? [from, to] : [-1, -1];
}

const WIDEST = 500; // longer lines come from generators, not from people

/** A line, the part of it around the place if it is too long to look at. */
function codeLine(text, [from, to]) {
  if (text.length <= WIDEST) return lineNodes(text, from, to);
  const first = Math.max(0, from - WIDEST / 4);
  const last = Math.min(text.length, first + WIDEST);
  const part = text.slice(first, last);
  return [first > 0 ? "… " : "", ...lineNodes(part, from < 0 ? -1 : from - first, Math.min(to, last) - first),
    last < text.length ? " …" : ""];
}

/** The lines around a place, with the place marked. */
function excerpt(place, around) {
  const rows = [];
  for (let line = place.line - around; line <= place.line + around; ++line) {
    const text = line === place.line ? (lineOf(place.file, line) ?? place.source) : lineOf(place.file, line);
    if (text !== undefined) rows.push([line, text]);
  }
  while (rows.length && rows[0][0] !== place.line && !rows[0][1].trim()) rows.shift();
  while (rows.length && rows.at(-1)[0] !== place.line && !rows.at(-1)[1].trim()) rows.pop();
  if (!rows.some(([, text]) => text.trim())) return null;
  const indent = commonIndent(rows.map(([, text]) => text));
  return make("pre", { class: "code", role: "group", "aria-label": `${place.file}, line ${place.line}` },
    rows.map(([line, text]) => {
      const isHere = line === place.line;
      const [from, to] = isHere ? hitIn(text, place) : [-1, -1];
      return make("div", { class: isHere ? "line here" : "line" },
        make("span", { class: "number", "aria-hidden": "true", "data-line": line }),
        make("span", { class: "text" }, ...codeLine(text.slice(indent), from < indent ? [-1, -1] : [from - indent, to - indent])));
    }));
}

//--- Differences -------------------------------------------------------------

const comparePlaces = (a, b) => a.line - b.line || a.column - b.column;

/** Edits of one file, those that touch the same lines together. */
function hunksOf(edits) {
  const hunks = [];
  for (const edit of [...edits].sort(comparePlaces)) {
    const last = hunks.at(-1);
    if (last && edit.line <= last.to + 3) {
      last.edits.push(edit);
      last.to = Math.max(last.to, edit.endLine);
    } else {
      hunks.push({ from: edit.line, to: edit.endLine, edits: [edit] });
    }
  }
  return hunks;
}

/** The hunk's lines before and after; null where the report does not have them. */
function applied(file, hunk) {
  const before = [];
  for (let line = hunk.from; line <= hunk.to; ++line) {
    const text = lineOf(file, line);
    if (text === undefined) return null;
    before.push(text);
  }
  let after = "", line = hunk.from, column = 0;
  const copyTo = (toLine, toColumn) => {
    for (; line < toLine; ++line, column = 0) after += before[line - hunk.from].slice(column) + "\n";
    after += before[line - hunk.from].slice(column, toColumn);
    column = toColumn;
  };
  for (const edit of hunk.edits) {
    copyTo(edit.line, indexOfColumn(before[edit.line - hunk.from], edit.column));
    after += edit.text;
    line = edit.endLine;
    column = indexOfColumn(before[line - hunk.from], edit.endColumn);
  }
  copyTo(hunk.to, before.at(-1).length);
  return { before, after: after.split("\n").map((text) => text.replace(/\r$/, "")) };
}

/** Rows [kind, line before, text] of a hunk, with two lines around it. */
function rowsOf(file, hunk) {
  const change = applied(file, hunk);
  if (!change) return hunk.edits.map((edit) => ["added", edit.line, edit.text]);
  let { before, after } = change;
  let first = hunk.from;
  const rows = [], tail = [];
  while (before.length && after.length && before[0] === after[0]) {
    rows.push(["same", first++, before[0]]);
    [before, after] = [before.slice(1), after.slice(1)];
  }
  while (before.length && after.length && before.at(-1) === after.at(-1)) {
    tail.unshift(["same", first + before.length - 1, before.at(-1)]);
    [before, after] = [before.slice(0, -1), after.slice(0, -1)];
  }
  before.forEach((text, i) => rows.push(["removed", first + i, text]));
  after.forEach((text) => rows.push(["added", null, text]));
  rows.push(...tail);
  const around = (line) => (lineOf(file, line) === undefined ? [] : [["same", line, lineOf(file, line)]]);
  return [...around(hunk.from - 2), ...around(hunk.from - 1), ...rows, ...around(hunk.to + 1), ...around(hunk.to + 2)];
}

/** A fix as a difference, file by file. */
function difference(fix) {
  const files = new Map();
  for (const edit of fix.edits) files.set(edit.file, [...(files.get(edit.file) ?? []), edit]);
  return [...files].map(([file, edits]) => make("figure", { class: "diff" },
    make("figcaption", {}, pathName(file)),
    hunksOf(edits).map((hunk) => {
      const rows = rowsOf(file, hunk);
      const indent = commonIndent(rows.map(([, , text]) => text));
      return make("pre", { class: "code", role: "group", "aria-label": `change in ${file}, line ${hunk.from}` },
        rows.map(([kind, line, text]) => make(kind === "removed" ? "del" : kind === "added" ? "ins" : "div",
          { class: `line ${kind}` },
          make("span", { class: "number", "aria-hidden": "true", "data-line": line ?? "" }),
          make("span", { class: "text" }, ...codeLine(text.slice(indent), [-1, -1])))));
    })));
}
